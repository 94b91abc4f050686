import type { Because } from '../../explanation.ts'
import { progress } from '../../explanation-words.ts'
import type { RequirementProgress } from '../../rules/qualification.ts'
import { amountAt, amountOf, countAt, countOf, find, instantAt, isTrueAt, type Leaves, textAt, textOf } from './leaves.ts'
import { rowWords } from './modifier-words.ts'
import type { Speaker, Tell } from './told-award.ts'

/** A level of a CPA: who reached it and how, or what it is worth now; of one that nobody has reached, how far the customer is. */
export const cpaWords: Tell = (say, { leaves, amountMinor }) => {
  if (find(leaves, 'level') === undefined) return standingWords(say, find(leaves, 'nextLevel')?.because ?? [], leaves)
  const level = countAt(leaves, 'level')
  const reached = find(leaves, 'levelWorth.levelAmount')?.because ?? []
  if (amountMinor < 0n) return lostWords(say, leaves, level)
  const how = withWords(say, textAt(reached, 'qualifyingTransaction')) + rowWords(say, reached) + progress(say, requirementsIn(reached), say.language)
  return (
    say.pick([`the customer reached level ${level}${how}`, `o cliente alcançou o nível ${level}${how}`, `el cliente alcanzó el nivel ${level}${how}`]) +
    cumulativeWords(say, leaves) + suppliedWords(say, leaves)
  )
}

function lostWords(say: Speaker, leaves: Leaves, level: bigint): string {
  const [worth, paid] = [say.sum(amountAt(leaves, 'levelWorth')), say.sum(amountAt(leaves, 'paidBefore'))]
  return say.pick([
    `level ${level} of the customer is worth ${worth} now, and ${paid} had been paid for it`, `o nível ${level} do cliente agora vale ${worth}, e ${paid} já estavam pagos por ele`,
    `el nivel ${level} del cliente vale ahora ${worth}, y ya se habían pagado ${paid} por él`,
  ]) + suppliedWords(say, leaves)
}

/** Levels are cumulative. */
function cumulativeWords(say: Speaker, leaves: Leaves): string {
  const lower = amountAt(leaves, 'levelWorth.amountOfLowerLevels')
  if (lower === 0n) return ''
  const [all, below] = [say.sum(amountAt(leaves, 'levelWorth.levelAmount')), say.sum(lower)]
  return say.pick([`; it is worth ${all} in all, ${below} of it on lower levels`, `; vale ${all} no total, ${below} disso em níveis inferiores`, `; vale ${all} en total, ${below} de eso en niveles inferiores`])
}

function suppliedWords(say: Speaker, leaves: Leaves): string {
  const supplied = amountAt(leaves, 'levelWorth.suppliedByCaller')
  if (supplied === 0n) return ''
  const amount = say.sum(supplied)
  return say.pick([`; ${amount} that the operator sent counts as paid`, `; ${amount} enviados pelo operador contam como pagos`, `; ${amount} enviados por el operador cuentan como pagados`])
}

/** A registration: when it was, and what completed it or is missing. */
export const cplWords: Tell = (say, { leaves, dayOf, amountMinor }) => {
  const registeredAt = instantAt(leaves, 'registeredAt')
  const day = registeredAt === null ? '' : say.day(dayOf(registeredAt))
  const how = withWords(say, textAt(leaves, 'qualifyingTransaction'))
  const met = how === '' || amountMinor === 0n ? '' : say.pick([`, and met all requirements${how}`, `, e cumpriu todos os requisitos${how}`, `, y cumplió todos los requisitos${how}`])
  return (
    say.pick([`the customer registered on ${day}`, `o cliente se registrou em ${day}`, `el cliente se registró el ${day}`]) +
    met + rowWords(say, find(leaves, 'amountPerRegistration')?.because ?? []) + standingWords(say, leaves, leaves)
  )
}

function withWords(say: Speaker, transaction: string | null): string {
  return transaction === null ? '' : say.pick([` with transaction ${transaction}`, ` com a transação ${transaction}`, ` con la transacción ${transaction}`])
}

/** ` (deposited 14.00 of 20.00), 9 days left`. */
function standingWords(say: Speaker, requirements: Leaves, leaves: Leaves): string {
  const days = find(leaves, 'daysLeft')
  const left = countOf(days)
  const text = progress(say, requirementsIn(requirements), say.language)
  if (days === undefined) return text
  return text + say.pick([`, days left: ${left}`, `, dias que faltam: ${left}`, `, días que quedan: ${left}`])
}

function requirementsIn(leaves: Leaves): RequirementProgress[] {
  return leaves.flatMap((leaf) => requirementOf(leaf) ?? [])
}

function requirementOf(leaf: Because): RequirementProgress | null {
  const needed = leaf.because ?? []
  const isMet = isTrueAt(needed, 'isMet')
  switch (leaf.name) {
    case 'minDepositSingle': case 'minDepositTotal': case 'minNetDeposit': case 'minWager': case 'minNetRevenue':
      return { requirement: leaf.name, have: amountOf(leaf), need: amountAt(needed, 'needed'), isMet }
    case 'minDeposits': return { requirement: leaf.name, have: Number(countOf(leaf)), need: Number(countAt(needed, 'needed')), isMet }
    case 'countries': return { requirement: leaf.name, have: textOf(leaf), need: (textAt(needed, 'needed') ?? '').split(', '), isMet }
    case 'verified': return { requirement: leaf.name, have: leaf.value.as === 'fact' && leaf.value.fact === true, need: true, isMet }
    default: return null
  }
}
