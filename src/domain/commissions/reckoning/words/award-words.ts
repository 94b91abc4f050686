import { titleOf } from '../../../plans/words/component-words.ts'
import { type Phrase, wordingOf } from '../../components/clauses.ts'
import type { Language, Words } from '../../explanation.ts'
import { reasonWords } from '../../explanation-words.ts'
import type { Component } from '../../rules/plan-terms.ts'
import { clickWords } from './click-words.ts'
import { CLOSING_TITLES, CLOSINGS, type Closing, closingWords } from './closing-words.ts'
import { cplWords, cpaWords } from './customer-words.ts'
import { find } from './leaves.ts'
import { capWords, floorWords } from './modifier-words.ts'
import { bonusWords, feeWords, recruitWords } from './period-words.ts'
import { saleWords } from './sale-words.ts'
import { shareWords } from './share-words.ts'
import type { AwardForm, Speaker, Tell, ToldAward } from './told-award.ts'

/** How each component says what an award comes from. */
const TELLS: Readonly<Record<Component['type'], Tell>> = {
  cpa: cpaWords,
  cpl: cplWords,
  cpc: clickWords,
  revenue_share: shareWords,
  percent_of_sale: saleWords,
  fixed_per_sale: saleWords,
  period_fee: feeWords,
  sub_affiliate: recruitWords,
  bonus: bonusWords,
}

/** The rules that awards follow, as explanations name them (docs/commission-rules.md, "What a line keeps"). */
const RULES: Readonly<Record<Component['type'], string>> = {
  cpa: 'cpa.level',
  cpl: 'cpl.registration',
  cpc: 'cpc.day',
  revenue_share: 'revenue_share.period',
  percent_of_sale: 'percent_of_sale',
  fixed_per_sale: 'fixed_per_sale',
  period_fee: 'period_fee',
  sub_affiliate: 'sub_affiliate',
  bonus: 'bonus',
}

/** Awards that grow with what happens: a month, a day. */
const RUNNING: ReadonlySet<Component['type']> = new Set(['revenue_share', 'cpc', 'sub_affiliate'])

/** The rule that a line of an award follows. */
export function ruleOf(award: ToldAward): string {
  switch (formOf(award)) {
    case 'zero': return `zero.${award.reason ?? 'no_longer_earned'}`
    case 'corrected': return 'rerate'
    case 'reversed': return 'reversal'
    default: {
      const closing = closingOf(award)
      if (closing !== undefined) return `revenue_share.${closing.replace('-', '_')}`
      if (isFloor(award)) return 'floor'
      return find(award.leaves, 'payableShare') === undefined ? RULES[award.component.type] : 'revenue_share.above_cpa'
    }
  }
}

/** A line of an award as a sentence, in every language. */
export function awardWords(award: ToldAward, currency: string): Words {
  const told = (language: Language) => sentence({ ...wordingOf(language, currency, () => undefined), language }, award)
  return { en: told('en'), 'pt-BR': told('pt-BR'), es: told('es') }
}

function formOf(award: ToldAward): AwardForm {
  const { amountMinor, postedMinor, component } = award
  if (amountMinor === 0n) return 'zero'
  if (postedMinor !== 0n) return award.leaves.length > 0 && (RUNNING.has(component.type) || closingOf(award) !== undefined) && !isFloor(award) ? 'running' : 'corrected'
  return amountMinor < 0n && !RUNNING.has(component.type) ? 'reversed' : 'earned'
}

function closingOf({ key }: ToldAward): Closing | undefined {
  return CLOSINGS.find((closing) => key.startsWith(`${closing}:`))
}

function isFloor({ key }: ToldAward): boolean {
  return key.startsWith('floor:')
}

const FLOOR: Phrase = ['minimum', 'mínimo', 'mínimo']

function sentence(say: Speaker, award: ToldAward): string {
  const [amount, worth, posted] = [say.money(award.amountMinor), say.money(award.worthMinor), say.money(award.postedMinor)]
  const title = titleFor(say, award)
  const text = [bodyOf(say, award), whyOf(say, award)].filter((part) => part !== '').join('; ')
  switch (formOf(award)) {
    case 'zero': return zeroSentence(say, award, title)
    case 'earned': return `${title}, ${amount}: ${text}.`
    case 'running': return `${title}, ${amount}: ${text}. ${say.pick([`In all it comes to ${worth}, and ${posted} had been posted.`, `No total são ${worth}, e ${posted} já estavam lançados.`, `En total son ${worth}, y ${posted} ya estaban asentados.`])}`
    case 'corrected': return `${say.pick(['Correction', 'Correção', 'Corrección'])}, ${amount} – ${title}: ${text}. ${say.pick([`It is worth ${worth} now, and ${posted} had been posted.`, `Agora vale ${worth}, e ${posted} já estavam lançados.`, `Ahora vale ${worth}, y ${posted} ya estaban asentados.`])}`
    case 'reversed': return `${say.pick(['Reversal', 'Estorno', 'Reversión'])}, ${amount} – ${title}: ${text}.`
  }
}

function zeroSentence(say: Speaker, award: ToldAward, title: string): string {
  const why = award.reason === null ? '' : reasonWords(say.language, award.reason)
  const body = bodyOf(say, award)
  // How far a customer is stands behind the reason itself.
  const joint = why === '' || body === '' || body.startsWith(' ') ? body : `; ${body}`
  return `${say.pick(['Nothing was earned', 'Nada foi ganho', 'No se ganó nada'])} – ${title}: ${why}${joint}.`
}

function titleFor(say: Speaker, award: ToldAward): string {
  const closing = closingOf(award)
  if (closing !== undefined) return say.pick(CLOSING_TITLES[closing])
  const title = titleOf(award.component, say)
  return isFloor(award) ? `${title}, ${say.pick(FLOOR)}` : title
}

function bodyOf(say: Speaker, award: ToldAward): string {
  if (award.leaves.length === 0) return ''
  const closing = closingOf(award)
  if (closing !== undefined) return closingWords(say, closing, award)
  if (isFloor(award)) return floorWords(say, award)
  return TELLS[award.component.type](say, award) + capWords(say, award)
}

/** Why it is less than it might be, or another than it was; what the leaves have said already needs no more words. */
function whyOf(say: Speaker, { reason, leaves }: ToldAward): string {
  if (reason === null || (leaves.length > 0 && TOLD_BY_LEAVES.has(reason))) return ''
  return reasonWords(say.language, reason)
}

const TOLD_BY_LEAVES: ReadonlySet<string> = new Set(['history_changed', 'cap_reached'])
