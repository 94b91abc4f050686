import { minorToMicros, scaledToText } from '../money/amounts.ts'
import { minorDigits } from '../money/currencies.ts'
import { type RatePpm, ratePpmToText } from '../money/rates.ts'
import type { Language, Words } from './explanation.ts'
import { isLineReason, type LineReason } from './line-reasons.ts'
import type { RevenueShareBase } from './rules/plan-terms.ts'
import type { RequirementProgress } from './rules/qualification.ts'

/** Values as a language writes them. Amounts are given in millionths, commissions in minor units. */
export interface Speech {
  amount(micros: bigint): string
  /** With the currency. */
  money(minor: bigint): string
  percent(rate: RatePpm): string
  /** `2026-11` as a month, `lifetime` as words. */
  window(key: string): string
  /** `2026-11-02` as a date. */
  day(key: string): string
}

type AmountRequirement = Extract<RequirementProgress, { have: bigint }>['requirement']
type Sentence<Facts> = (speech: Speech, facts: Facts) => string

export interface ShareFacts {
  readonly amount: bigint
  readonly base: RevenueShareBase
  readonly window: string
  readonly before: bigint
  readonly after: bigint
  readonly parts: readonly { readonly amount: bigint; readonly rate: RatePpm }[]
  readonly shareAfter: bigint
  readonly postedBefore: bigint
}
export interface LevelFacts {
  readonly amount: bigint
  readonly level: number
  readonly transaction: string
  readonly worth: bigint
  readonly paidBefore: bigint
  readonly progress: readonly RequirementProgress[]
}
export interface SaleFacts {
  readonly amount: bigint
  readonly sale: bigint
  readonly rate: RatePpm | null
  /** Null where no other sale of the customer matters. */
  readonly ordinal: number | null
}
export interface RefundFacts {
  readonly amount: bigint
  readonly original: bigint
  readonly refunded: bigint
  readonly paid: bigint
  readonly takenBefore: bigint
}
export interface CorrectionFacts {
  readonly amount: bigint
  readonly worth: bigint
  readonly postedBefore: bigint
}
export interface ZeroFacts {
  readonly reason: string
  readonly progress: readonly RequirementProgress[]
  readonly daysLeft: number | null
}

interface Phrases {
  readonly share: Sentence<ShareFacts>
  readonly shareCorrected: Sentence<CorrectionFacts>
  readonly shareWithout: Sentence<CorrectionFacts>
  readonly level: Sentence<LevelFacts>
  readonly levelLost: Sentence<LevelFacts>
  readonly sale: Sentence<SaleFacts>
  readonly saleCorrected: Sentence<CorrectionFacts>
  readonly refund: Sentence<RefundFacts>
  readonly takenBack: Sentence<{ readonly amount: bigint; readonly original: bigint }>
  readonly supplied: Sentence<{ readonly amount: bigint }>
  readonly zero: Sentence<ZeroFacts>
}

const LOCALE: Readonly<Record<Language, { readonly group: string; readonly point: string; readonly and: string }>> = {
  en: { group: ',', point: '.', and: ' and ' },
  'pt-BR': { group: '.', point: ',', and: ' e ' },
  es: { group: '.', point: ',', and: ' y ' },
}

const LIFETIME: Readonly<Record<Language, string>> = { en: 'all time', 'pt-BR': 'todo o tempo', es: 'todo el tiempo' }

/** What a revenue share is a share of. */
export const BASES: Readonly<Record<Language, Readonly<Record<RevenueShareBase, string>>>> = {
  en: { net_revenue: 'net revenue', gross_revenue: 'gross revenue', net_deposit: 'net deposits', wager: 'wagers', sale: 'sales' },
  'pt-BR': { net_revenue: 'receita líquida', gross_revenue: 'receita bruta', net_deposit: 'depósitos líquidos', wager: 'apostas', sale: 'vendas' },
  es: { net_revenue: 'ingresos netos', gross_revenue: 'ingresos brutos', net_deposit: 'depósitos netos', wager: 'apuestas', sale: 'ventas' },
}

const REQUIREMENTS: Readonly<Record<Language, Readonly<Record<AmountRequirement | 'minDeposits' | 'countries' | 'verified', string>>>> = {
  en: {
    minDepositSingle: 'largest deposit', minDepositTotal: 'deposited', minNetDeposit: 'net deposits', minWager: 'wagered', minNetRevenue: 'net revenue',
    minDeposits: 'deposits made', countries: 'country', verified: 'verified',
  },
  'pt-BR': {
    minDepositSingle: 'maior depósito', minDepositTotal: 'depositado', minNetDeposit: 'depósitos líquidos', minWager: 'apostado', minNetRevenue: 'receita líquida',
    minDeposits: 'depósitos feitos', countries: 'país', verified: 'verificado',
  },
  es: {
    minDepositSingle: 'mayor depósito', minDepositTotal: 'depositado', minNetDeposit: 'depósitos netos', minWager: 'apostado', minNetRevenue: 'ingresos netos',
    minDeposits: 'depósitos hechos', countries: 'país', verified: 'verificado',
  },
}

const OF: Readonly<Record<Language, string>> = { en: 'of', 'pt-BR': 'de', es: 'de' }
const YES_NO: Readonly<Record<Language, readonly [string, string]>> = { en: ['yes', 'no'], 'pt-BR': ['sim', 'não'], es: ['sí', 'no'] }

const REASONS: Readonly<Record<Language, Readonly<Record<LineReason, string>>>> = {
  en: {
    not_qualified_yet: 'the customer has not qualified yet',
    outside_window: 'it came after the time in which the customer could qualify',
    already_qualified: 'the customer has qualified already, and the CPA is paid once',
    tier_zero: 'the rate of the tier that was reached is zero',
    rounded_to_zero: 'what it earned is less than half of the smallest unit of the currency',
    recurring_ended: 'only earlier sales of the customer earn',
    excluded: 'the customer is excluded from this commission',
    disqualified: 'a manager keeps the customer from qualifying',
    plan_missing: 'no commission plan applied',
    affiliate_inactive: 'the affiliate was not active',
    unattributed: 'the customer belongs to no affiliate',
    no_component: 'no component of the plan pays for such a transaction',
    reckoned_from_history: 'what it brings is counted with the whole history, in a line of its own',
    history_changed: 'the history changed',
    no_longer_earned: 'it is not earned any more',
    advance_not_reached: 'the share is not above the CPA that is its advance',
    cap_reached: 'the cap was reached',
    rejected_by_cap: 'the cap was reached, and what is beyond it is rejected',
    refunded: 'all of the sale was taken back',
    supplied_by_caller: 'the commission that the operator sent covers it',
    threshold_not_reached: 'the threshold was not reached',
    recruit_months_ended: 'the months for which recruited affiliates are shared were over',
    recruits_negative: 'the recruited affiliates came to less than zero',
    recruits_earned_nothing: 'the recruited affiliates earned nothing that is shared',
    repeated_click: 'its visitors had clicked within the last 24 hours',
    bot: 'the clicks were not of people',
    tier_changed: 'another tier was reached',
    order_changed: 'an earlier sale came late',
    transactions_rejected: 'transactions were rejected or moved to another affiliate',
    rejected_after_payment: 'the transaction was rejected or moved to another affiliate after it had been paid',
    level_moved: 'the level belongs to another affiliate now',
  },
  'pt-BR': {
    not_qualified_yet: 'o cliente ainda não se qualificou',
    outside_window: 'chegou depois do prazo em que o cliente podia se qualificar',
    already_qualified: 'o cliente já se qualificou, e o CPA é pago uma vez',
    tier_zero: 'a taxa da faixa alcançada é zero',
    rounded_to_zero: 'o que rendeu é menos da metade da menor unidade da moeda',
    recurring_ended: 'só vendas anteriores do cliente rendem',
    excluded: 'o cliente está excluído desta comissão',
    disqualified: 'um gestor impede que o cliente se qualifique',
    plan_missing: 'nenhum plano de comissão se aplicava',
    affiliate_inactive: 'o afiliado não estava ativo',
    unattributed: 'o cliente não pertence a nenhum afiliado',
    no_component: 'nenhum componente do plano paga por esse tipo de transação',
    reckoned_from_history: 'o que traz é contado com todo o histórico, em uma linha própria',
    history_changed: 'o histórico mudou',
    no_longer_earned: 'já não é devido',
    advance_not_reached: 'a participação não passa do CPA que é o seu adiantamento',
    cap_reached: 'o limite foi alcançado',
    rejected_by_cap: 'o limite foi alcançado, e o que passa dele é rejeitado',
    refunded: 'a venda foi toda devolvida',
    supplied_by_caller: 'a comissão enviada pelo operador já cobre o valor',
    threshold_not_reached: 'o patamar não foi alcançado',
    recruit_months_ended: 'os meses em que afiliados recrutados são compartilhados tinham terminado',
    recruits_negative: 'os afiliados recrutados ficaram abaixo de zero',
    recruits_earned_nothing: 'os afiliados recrutados não ganharam nada que se compartilhe',
    repeated_click: 'seus visitantes tinham clicado nas últimas 24 horas',
    bot: 'os cliques não eram de pessoas',
    tier_changed: 'outra faixa foi alcançada',
    order_changed: 'uma venda anterior chegou depois',
    transactions_rejected: 'transações foram rejeitadas ou passaram a outro afiliado',
    rejected_after_payment: 'a transação foi rejeitada ou passou a outro afiliado depois de paga',
    level_moved: 'o nível agora é de outro afiliado',
  },
  es: {
    not_qualified_yet: 'el cliente todavía no se ha calificado',
    outside_window: 'llegó después del plazo en el que el cliente podía calificarse',
    already_qualified: 'el cliente ya se calificó, y el CPA se paga una vez',
    tier_zero: 'la tasa del tramo alcanzado es cero',
    rounded_to_zero: 'lo que ganó es menos de la mitad de la unidad más pequeña de la moneda',
    recurring_ended: 'solo las ventas anteriores del cliente ganan',
    excluded: 'el cliente está excluido de esta comisión',
    disqualified: 'un gestor impide que el cliente se califique',
    plan_missing: 'no se aplicaba ningún plan de comisiones',
    affiliate_inactive: 'el afiliado no estaba activo',
    unattributed: 'el cliente no pertenece a ningún afiliado',
    no_component: 'ningún componente del plan paga por una transacción así',
    reckoned_from_history: 'lo que aporta se cuenta con todo el historial, en una línea propia',
    history_changed: 'el historial cambió',
    no_longer_earned: 'ya no se gana',
    advance_not_reached: 'la participación no supera el CPA que es su anticipo',
    cap_reached: 'se alcanzó el tope',
    rejected_by_cap: 'se alcanzó el tope, y lo que lo supera se rechaza',
    refunded: 'se devolvió toda la venta',
    supplied_by_caller: 'la comisión enviada por el operador ya lo cubre',
    threshold_not_reached: 'no se alcanzó el umbral',
    recruit_months_ended: 'los meses en que se comparten los afiliados reclutados habían terminado',
    recruits_negative: 'los afiliados reclutados quedaron por debajo de cero',
    recruits_earned_nothing: 'los afiliados reclutados no ganaron nada que se comparta',
    repeated_click: 'sus visitantes habían hecho clic en las últimas 24 horas',
    bot: 'los clics no eran de personas',
    tier_changed: 'se alcanzó otro tramo',
    order_changed: 'una venta anterior llegó después',
    transactions_rejected: 'se rechazaron transacciones o pasaron a otro afiliado',
    rejected_after_payment: 'la transacción se rechazó o pasó a otro afiliado después de pagada',
    level_moved: 'el nivel es ahora de otro afiliado',
  },
}

const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    share: (say, f) =>
      `Revenue share of ${say.money(f.amount)}: ${BASES.en[f.base]} of ${say.window(f.window)} went from ${say.amount(f.before)} to ${say.amount(f.after)}${parts(say, f, 'en', ' at ', '; ')}. In all it earns ${say.money(f.shareAfter)}, of which ${say.money(f.postedBefore)} had been posted.`,
    shareCorrected: (say, f) => `Correction of ${say.money(f.amount)}: the tier that was reached changed what earlier revenue earns; it is ${say.money(f.worth)} now, and ${say.money(f.postedBefore)} had been posted.`,
    shareWithout: (say, f) => `Correction of ${say.money(f.amount)}: transactions were rejected or moved to another affiliate; without them it is ${say.money(f.worth)}, and ${say.money(f.postedBefore)} was left of what had been posted.`,
    level: (say, f) => `CPA of ${say.money(f.amount)}: the customer reached level ${f.level} with transaction ${f.transaction}${progress(say, f.progress, 'en')}. The level is worth ${say.money(f.worth)}, of which ${say.money(f.paidBefore)} had been paid.`,
    levelLost: (say, f) => `Reversal of ${say.money(f.amount)}: level ${f.level} of the customer's CPA is worth ${say.money(f.worth)} after transaction ${f.transaction}, and ${say.money(f.paidBefore)} had been paid.`,
    sale: (say, f) => `Commission of ${say.money(f.amount)}: ${f.rate === null ? 'a fixed amount' : say.percent(f.rate)} for a sale of ${say.amount(f.sale)}${f.ordinal === null ? '' : `, the customer's sale number ${f.ordinal}`}.`,
    saleCorrected: (say, f) => `Correction of ${say.money(f.amount)}: the sale is worth ${say.money(f.worth)} now, and ${say.money(f.postedBefore)} had been posted.`,
    refund: (say, f) => `Reversal of ${say.money(f.amount)}: ${say.amount(f.refunded)} of ${say.amount(f.paid)} has been taken back, and with it that part of the commission of ${say.money(f.original)}; ${say.money(f.takenBefore)} had been taken back before.`,
    takenBack: (say, f) => `Reversal of ${say.money(f.amount)}: the transaction was rejected or moved to another affiliate after its commission of ${say.money(f.original)} had been paid.`,
    supplied: (say, f) => `Commission of ${say.money(f.amount)}, sent by the operator with the transaction and booked instead of a computed one.`,
    zero: (say, f) => `Nothing was earned: ${reasonWords('en', f.reason)}${progress(say, f.progress, 'en')}${f.daysLeft === null ? '' : `, ${f.daysLeft} days left`}.`,
  },
  'pt-BR': {
    share: (say, f) =>
      `Participação na receita de ${say.money(f.amount)}: ${BASES['pt-BR'][f.base]} de ${say.window(f.window)} passou de ${say.amount(f.before)} para ${say.amount(f.after)}${parts(say, f, 'pt-BR', ' a ', '; ')}. No total rende ${say.money(f.shareAfter)}, dos quais ${say.money(f.postedBefore)} já estavam lançados.`,
    shareCorrected: (say, f) => `Correção de ${say.money(f.amount)}: a faixa alcançada mudou o que a receita anterior rende; agora são ${say.money(f.worth)}, e ${say.money(f.postedBefore)} já estavam lançados.`,
    shareWithout: (say, f) => `Correção de ${say.money(f.amount)}: transações foram rejeitadas ou passaram a outro afiliado; sem elas são ${say.money(f.worth)}, e do que estava lançado restavam ${say.money(f.postedBefore)}.`,
    level: (say, f) => `CPA de ${say.money(f.amount)}: o cliente alcançou o nível ${f.level} com a transação ${f.transaction}${progress(say, f.progress, 'pt-BR')}. O nível vale ${say.money(f.worth)}, dos quais ${say.money(f.paidBefore)} já estavam pagos.`,
    levelLost: (say, f) => `Estorno de ${say.money(f.amount)}: o nível ${f.level} do CPA do cliente vale ${say.money(f.worth)} depois da transação ${f.transaction}, e ${say.money(f.paidBefore)} já estavam pagos.`,
    sale: (say, f) => `Comissão de ${say.money(f.amount)}: ${f.rate === null ? 'um valor fixo' : say.percent(f.rate)} por uma venda de ${say.amount(f.sale)}${f.ordinal === null ? '' : `, a venda número ${f.ordinal} do cliente`}.`,
    saleCorrected: (say, f) => `Correção de ${say.money(f.amount)}: a venda agora vale ${say.money(f.worth)}, e ${say.money(f.postedBefore)} já estavam lançados.`,
    refund: (say, f) => `Estorno de ${say.money(f.amount)}: ${say.amount(f.refunded)} de ${say.amount(f.paid)} foram devolvidos, e com isso essa parte da comissão de ${say.money(f.original)}; ${say.money(f.takenBefore)} já tinham sido estornados.`,
    takenBack: (say, f) => `Estorno de ${say.money(f.amount)}: a transação foi rejeitada ou passou a outro afiliado depois que sua comissão de ${say.money(f.original)} já tinha sido paga.`,
    supplied: (say, f) => `Comissão de ${say.money(f.amount)}, enviada pelo operador com a transação e lançada no lugar de uma calculada.`,
    zero: (say, f) => `Nada foi ganho: ${reasonWords('pt-BR', f.reason)}${progress(say, f.progress, 'pt-BR')}${f.daysLeft === null ? '' : `, faltam ${f.daysLeft} dias`}.`,
  },
  es: {
    share: (say, f) =>
      `Participación en los ingresos de ${say.money(f.amount)}: ${BASES.es[f.base]} de ${say.window(f.window)}, antes ${say.amount(f.before)}, ahora ${say.amount(f.after)}${parts(say, f, 'es', ' al ', '; ')}. En total gana ${say.money(f.shareAfter)}, de los que ${say.money(f.postedBefore)} ya estaban asentados.`,
    shareCorrected: (say, f) => `Corrección de ${say.money(f.amount)}: el tramo alcanzado cambió lo que ganan los ingresos anteriores; ahora son ${say.money(f.worth)}, y ${say.money(f.postedBefore)} ya estaban asentados.`,
    shareWithout: (say, f) => `Corrección de ${say.money(f.amount)}: se rechazaron transacciones o pasaron a otro afiliado; sin ellas son ${say.money(f.worth)}, y de lo asentado quedaban ${say.money(f.postedBefore)}.`,
    level: (say, f) => `CPA de ${say.money(f.amount)}: el cliente alcanzó el nivel ${f.level} con la transacción ${f.transaction}${progress(say, f.progress, 'es')}. El nivel vale ${say.money(f.worth)}, de los que ${say.money(f.paidBefore)} ya estaban pagados.`,
    levelLost: (say, f) => `Reversión de ${say.money(f.amount)}: el nivel ${f.level} del CPA del cliente vale ${say.money(f.worth)} después de la transacción ${f.transaction}, y ${say.money(f.paidBefore)} ya estaban pagados.`,
    sale: (say, f) => `Comisión de ${say.money(f.amount)}: ${f.rate === null ? 'un importe fijo' : say.percent(f.rate)} por una venta de ${say.amount(f.sale)}${f.ordinal === null ? '' : `, la venta número ${f.ordinal} del cliente`}.`,
    saleCorrected: (say, f) => `Corrección de ${say.money(f.amount)}: la venta vale ahora ${say.money(f.worth)}, y ${say.money(f.postedBefore)} ya estaban asentados.`,
    refund: (say, f) => `Reversión de ${say.money(f.amount)}: se devolvieron ${say.amount(f.refunded)} de ${say.amount(f.paid)}, y con ello esa parte de la comisión de ${say.money(f.original)}; ${say.money(f.takenBefore)} ya se habían revertido.`,
    takenBack: (say, f) => `Reversión de ${say.money(f.amount)}: la transacción se rechazó o pasó a otro afiliado después de que su comisión de ${say.money(f.original)} se hubiera pagado.`,
    supplied: (say, f) => `Comisión de ${say.money(f.amount)}, enviada por el operador con la transacción y asentada en lugar de una calculada.`,
    zero: (say, f) => `No se ganó nada: ${reasonWords('es', f.reason)}${progress(say, f.progress, 'es')}${f.daysLeft === null ? '' : `, quedan ${f.daysLeft} días`}.`,
  },
}

/** A sentence about a line in every language. */
export function wordsOf<Kind extends keyof Phrases>(kind: Kind, facts: Parameters<Phrases[Kind]>[1], currency: string): Words {
  const say = (language: Language) => (PHRASES[language][kind] as Sentence<typeof facts>)(speechOf(language, currency), facts)
  return { en: say('en'), 'pt-BR': say('pt-BR'), es: say('es') }
}

/** Why a line is zero or was changed; a reason that nobody knows any more stays as it is. */
export function reasonWords(language: Language, reason: string): string {
  return isLineReason(reason) ? REASONS[language][reason] : reason
}

function parts(say: Speech, { parts: slices }: ShareFacts, language: Language, at: string, before: string): string {
  if (slices.length === 0) return ''
  return before + listed(slices.map(({ amount, rate }) => `${say.amount(amount)}${at}${say.percent(rate)}`), language)
}

/** ` (deposited 14.00 of 20.00)`; nothing without requirements. */
export function progress(say: Speech, requirements: readonly RequirementProgress[], language: Language): string {
  if (requirements.length === 0) return ''
  return ` (${listed(requirements.map((requirement) => `${REQUIREMENTS[language][requirement.requirement]} ${standing(say, requirement, language)}`), language)})`
}

function standing(say: Speech, requirement: RequirementProgress, language: Language): string {
  switch (requirement.requirement) {
    case 'countries': return requirement.have ?? '–'
    case 'verified': return YES_NO[language][requirement.have ? 0 : 1]
    case 'minDeposits': return `${requirement.have} ${OF[language]} ${requirement.need}`
    default: return `${say.amount(requirement.have)} ${OF[language]} ${say.amount(requirement.need)}`
  }
}

/** `a, b and c` in a language. */
export function listed(texts: readonly string[], language: Language): string {
  const { and } = LOCALE[language]
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')}${and}${texts.at(-1)}`
}

const speeches = new Map<string, Speech>()

/** How a language writes amounts, rates and windows of a currency. */
export function speechOf(language: Language, currency: string): Speech {
  const key = `${language} ${currency}`
  const known = speeches.get(key)
  if (known !== undefined) return known
  const { group, point } = LOCALE[language]
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const months = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  // A whole number of minor units is shown with all of its decimals: 12.50, not 12.5.
  const amount = (micros: bigint) => written(scaledToText(micros, 6), minorDigits(currency), group, point)
  const speech: Speech = {
    amount,
    money: (minor) => `${amount(minorToMicros(minor, currency))} ${currency}`,
    percent: (rate) => `${ratePpmToText(rate).replace('.', point)} %`,
    window: (window) => (window === 'lifetime' ? LIFETIME[language] : months.format(new Date(`${window}-01T00:00:00.000Z`))),
    day: (day) => days.format(new Date(`${day}T00:00:00.000Z`)),
  }
  speeches.set(key, speech)
  return speech
}

function written(text: string, digits: number, group: string, point: string): string {
  const isNegative = text.startsWith('-')
  const [whole = '0', decimals = ''] = text.slice(isNegative ? 1 : 0).split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group)
  const shown = decimals.padEnd(digits, '0')
  return `${isNegative ? '−' : ''}${grouped}${shown === '' ? '' : point + shown}`
}

