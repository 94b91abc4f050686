import { days, months, type Phrase, type Wording } from '../../commissions/components/clauses.ts'
import { metricValue, metricWords } from '../../commissions/components/metric-words.ts'
import { LANGUAGES, type Language, type Words } from '../../commissions/explanation.ts'
import type { Deduction } from '../../commissions/rules/deductions.ts'
import type { Carryover, Component, RevenueShareComponent } from '../../commissions/rules/plan-terms.ts'
import { titleOf } from './component-words.ts'
import { type TextContext, type WordedVersion, wordingFor } from './plan-text.ts'

/** For the affiliate. */
export type Verdict = 'favourable' | 'neutral' | 'unfavourable'

export type FairnessTopic =
  | 'negative_carryover' | 'high_rollers' | 'bundling' | 'quota' | 'admin_fee' | 'de_tagging' | 'dormancy' | 'advance' | 'caps' | 'retroactive_change' | 'notice'

export interface FairnessItem {
  readonly topic: FairnessTopic
  readonly verdict: Verdict
  readonly words: Words
}

/** The deductions of a brand, or of a product that has its own, by the name that people know it by. */
export interface NamedDeductions {
  readonly name: string
  readonly deductions: readonly Deduction[]
}

interface Assessment {
  readonly verdict: Verdict
  readonly text: Phrase
}

interface Facts {
  readonly version: WordedVersion
  readonly shares: readonly (RevenueShareComponent & { readonly carryover: Carryover })[]
  readonly deductions: readonly NamedDeductions[]
}

type Assess = (facts: Facts, say: Wording) => Assessment

/** What affiliates look for in a contract, in the order in which they ask. */
const ASSESSMENTS: Readonly<Record<FairnessTopic, Assess>> = {
  negative_carryover: assessCarryover,
  high_rollers: assessHighRollers,
  bundling: assessBundling,
  quota: assessQuota,
  admin_fee: assessAdminFee,
  de_tagging: assessDeTagging,
  dormancy: assessDormancy,
  advance: assessAdvance,
  caps: assessCaps,
  retroactive_change: assessReach,
  notice: assessNotice,
}

/**
 * What a version means for an affiliate, topic by topic, generated from its terms and from the deductions of the brands that it covers
 * (docs/commission-rules.md, "Terms in words").
 */
export function fairnessCard(version: WordedVersion, deductions: readonly NamedDeductions[], context: TextContext): readonly FairnessItem[] {
  const shares = version.components.flatMap((component) => (component.type === 'revenue_share' ? [{ ...component, carryover: component.carryover ?? context.carryover }] : []))
  const facts = { version, shares, deductions }
  return (Object.keys(ASSESSMENTS) as FairnessTopic[]).map((topic) => {
    const said = (language: Language) => {
      const say = wordingFor(language, context)
      return say.pick(ASSESSMENTS[topic](facts, say).text)
    }
    const words = Object.fromEntries(LANGUAGES.map((language) => [language, said(language)])) as Record<Language, string>
    return { topic, verdict: ASSESSMENTS[topic](facts, wordingFor('en', context)).verdict, words }
  })
}

const NO_SHARE: Assessment = {
  verdict: 'favourable',
  text: ['The plan has no revenue share, so that nothing in it can be negative.', 'O plano não tem participação na receita; nada nele pode ser negativo.', 'El plan no tiene participación en los ingresos; nada en él puede ser negativo.'],
}

/** Of several components the one that is worst for the affiliate speaks for all. */
function worstOf(assessments: readonly Assessment[], none: Assessment): Assessment {
  return RANKS.flatMap((rank) => assessments.find(({ verdict }) => verdict === rank) ?? [])[0] ?? none
}

const RANKS: readonly Verdict[] = ['unfavourable', 'neutral', 'favourable']

function assessCarryover({ shares }: Facts, say: Wording): Assessment {
  return worstOf(shares.map(({ carryover }) => assessOneCarryover(carryover, say)), NO_SHARE)
}

function assessOneCarryover({ mode, cap, expiryMonths }: Carryover, say: Wording): Assessment {
  if (mode === 'reset') {
    return { verdict: 'favourable', text: ['A negative month is forgotten: every month begins at zero.', 'Um mês negativo é esquecido: cada mês começa do zero.', 'Un mes negativo se olvida: cada mes empieza de cero.'] }
  }
  if (cap === null && expiryMonths === null) {
    return {
      verdict: 'unfavourable',
      text: ['A negative month is carried on without limit until it is earned back.', 'Um mês negativo é levado adiante sem limite até ser recuperado.', 'Un mes negativo se arrastra sin límite hasta que se recupera.'],
    }
  }
  const amount = cap === null ? null : 'amount' in cap ? say.sum(cap.amount) : say.percent(cap.averageMonthsPpm)
  const average = cap !== null && 'averageMonthsPpm' in cap ? say.pick([' of the average month', ' do mês médio', ' del mes medio']) : ''
  const limits = [
    ...(amount === null ? [] : [say.pick([`at most ${amount}${average}`, `no máximo ${amount}${average}`, `como máximo ${amount}${average}`])]),
    ...(expiryMonths === null ? [] : [say.pick([`for at most ${months(say, expiryMonths)}`, `por no máximo ${months(say, expiryMonths)}`, `durante como máximo ${months(say, expiryMonths)}`])]),
  ].join(', ')
  return { verdict: 'neutral', text: [`A negative month is carried on, but ${limits}.`, `Um mês negativo é levado adiante, mas ${limits}.`, `Un mes negativo se arrastra, pero ${limits}.`] }
}

function assessHighRollers({ shares }: Facts, say: Wording): Assessment {
  const [none] = shares.filter(({ highRollers }) => highRollers === null)
  if (shares.length === 0) return NO_SHARE
  if (none !== undefined) {
    return {
      verdict: 'neutral',
      text: [
        "One customer's big win counts against what all other customers bring in the month.", 'O grande ganho de um cliente desconta do que todos os outros clientes trazem no mês.',
        'La gran ganancia de un cliente descuenta de lo que todos los demás clientes aportan en el mes.',
      ],
    }
  }
  const amounts = say.list(shares.flatMap(({ highRollers }) => (highRollers === null ? [] : [say.sum(highRollers.threshold)])))
  return {
    verdict: 'favourable',
    text: [
      `A customer who costs ${amounts} or more in a month is set apart and does not touch what the others bring.`, `Um cliente que custa ${amounts} ou mais num mês é separado e não afeta o que os outros trazem.`,
      `Un cliente que cuesta ${amounts} o más en un mes se separa y no afecta a lo que aportan los demás.`,
    ],
  }
}

const BUNDLING: Readonly<Record<Carryover['scope'], Assessment>> = {
  affiliate: {
    verdict: 'neutral',
    text: [
      'Everything under the plan is counted together: a loss at one brand comes off the others.', 'Tudo no plano é contado junto: uma perda em uma marca é descontada das outras.',
      'Todo lo del plan se cuenta junto: una pérdida en una marca se descuenta de las otras.',
    ],
  },
  plan: {
    verdict: 'neutral',
    text: ['Brands under the plan are counted together: a loss at one comes off the others.', 'As marcas do plano são contadas juntas: uma perda em uma é descontada das outras.', 'Las marcas del plan se cuentan juntas: una pérdida en una se descuenta de las otras.'],
  },
  brand: {
    verdict: 'favourable',
    text: ['Each brand is counted by itself: a loss at one does not touch the others.', 'Cada marca é contada separadamente: uma perda em uma não afeta as outras.', 'Cada marca se cuenta por separado: una pérdida en una no afecta a las otras.'],
  },
  product: {
    verdict: 'favourable',
    text: ['Each product is counted by itself: a loss in one does not touch the others.', 'Cada produto é contado separadamente: uma perda em um não afeta os outros.', 'Cada producto se cuenta por separado: una pérdida en uno no afecta a los otros.'],
  },
}

function assessBundling({ shares }: Facts): Assessment {
  return worstOf(shares.map(({ carryover }) => BUNDLING[carryover.scope]), NO_SHARE)
}

const NO_QUOTA: Assessment = {
  verdict: 'favourable',
  text: ['There is no minimum below which the rate falls.', 'Não há mínimo abaixo do qual a taxa cai.', 'No hay ningún mínimo por debajo del cual baje la tasa.'],
}

function assessQuota({ shares }: Facts, say: Wording): Assessment {
  return worstOf(shares.map((share) => assessTiers(share, say)), NO_QUOTA)
}

function assessTiers({ tiers: { bands, metric, hasDemotion } }: RevenueShareComponent, say: Wording): Assessment {
  const [first, ...higher] = bands
  const full = higher.find(({ ratePpm }) => ratePpm > (first?.ratePpm ?? 0n))
  if (first === undefined || higher.length === 0) return NO_QUOTA
  if (full === undefined || higher.some(({ ratePpm }, index) => ratePpm < (bands[index]?.ratePpm ?? 0n))) {
    return { verdict: 'unfavourable', text: ['The rate falls the more is brought.', 'A taxa cai quanto mais se traz.', 'La tasa baja cuanto más se aporta.'] }
  }
  const [what, least, low, high] = [metricWords(say, metric), metricValue(say, metric, full.from), say.percent(first.ratePpm), say.percent(full.ratePpm)]
  if (first.ratePpm === 0n) {
    return {
      verdict: 'unfavourable',
      text: [`Nothing is paid below ${least} of ${what}.`, `Nada é pago abaixo de ${least} de ${what}.`, `No se paga nada por debajo de ${least} de ${what}.`],
    }
  }
  const falls: Phrase = hasDemotion
    ? ['it falls again in a lesser month', 'volta a cair num mês menor', 'vuelve a bajar en un mes menor']
    : ['once reached it stays', 'uma vez alcançada, permanece', 'una vez alcanzada, permanece']
  const then = say.pick(falls)
  return {
    verdict: hasDemotion ? 'neutral' : 'favourable',
    text: [
      `The rate is ${low}, and ${high} or more from ${least} of ${what}; ${then}.`, `A taxa é ${low}, e ${high} ou mais a partir de ${least} de ${what}; ${then}.`,
      `La tasa es ${low}, y ${high} o más a partir de ${least} de ${what}; ${then}.`,
    ],
  }
}

/** A flat fee of more than a fifth of revenue is more than most programs take. */
const HIGH_FEE_PPM = 200_000n
const FEE_KINDS: ReadonlySet<Deduction['kind']> = new Set<Deduction['kind']>(['admin_fee', 'platform_fee'])

function assessAdminFee({ shares, version, deductions }: Facts, say: Wording): Assessment {
  if (!shares.some(({ base, tiers }) => base === 'net_revenue' || tiers.metric === 'net_revenue' && tiers.bands.length > 1) && !version.components.some(hangsOnNetRevenue)) {
    return {
      verdict: 'favourable',
      text: ['No component is paid from net revenue, so that fees of the operator come off nothing.', 'Nenhum componente é pago pela receita líquida; taxas do operador não descontam nada.', 'Ningún componente se paga de los ingresos netos; las tasas del operador no descuentan nada.'],
    }
  }
  const fees = deductions.flatMap(({ name, deductions: list }) => list.filter(({ kind }) => FEE_KINDS.has(kind)).map((fee) => ({ name, fee })))
  const others = [...new Set(deductions.flatMap(({ deductions: list }) => list.filter(({ kind }) => !FEE_KINDS.has(kind)).map(({ name }) => name)))]
  const rest = others.length === 0 ? '' : say.pick([` Also taken off: ${others.join(', ')}.`, ` Também se desconta: ${others.join(', ')}.`, ` También se descuenta: ${others.join(', ')}.`])
  if (fees.length === 0) {
    return { verdict: 'favourable', text: [`No admin fee comes off net revenue.${rest}`, `Nenhuma taxa administrativa é descontada da receita líquida.${rest}`, `Ninguna tasa administrativa se descuenta de los ingresos netos.${rest}`] }
  }
  const amounts = fees.map(({ name, fee }) => `${name} – ${fee.name}: ${fee.fixed === null ? say.percent(fee.ratePpm ?? 0n) : say.sum(fee.fixed)}`).join('; ')
  const isHigh = fees.some(({ fee }) => (fee.ratePpm ?? 0n) > HIGH_FEE_PPM)
  return { verdict: isHigh ? 'unfavourable' : 'neutral', text: [`Admin fees come off net revenue: ${amounts}.${rest}`, `Taxas administrativas são descontadas da receita líquida: ${amounts}.${rest}`, `Se descuentan tasas administrativas de los ingresos netos: ${amounts}.${rest}`] }
}

function hangsOnNetRevenue(component: Component): boolean {
  switch (component.type) {
    case 'cpa': return component.levels.some(({ requirements }) => requirements.minNetRevenue !== undefined)
    case 'cpl': return component.requirements.minNetRevenue !== undefined
    case 'bonus': return component.metric === 'net_revenue'
    case 'sub_affiliate': return component.base === 'net_revenue'
    default: return false
  }
}

// The same for every plan: attribution is decided once (docs/decisions/0003-attribution-is-decided-once.md).
function assessDeTagging(): Assessment {
  return {
    verdict: 'favourable',
    text: [
      'A customer is attributed once, when it registers; later clicks or codes take nobody away. Only a manager can move a customer, with a reason that both affiliates see.',
      'Um cliente é atribuído uma vez, quando se registra; cliques ou códigos posteriores não tiram ninguém. Só um gerente pode mover um cliente, com um motivo que ambos os afiliados veem.',
      'Un cliente se atribuye una vez, cuando se registra; los clics o códigos posteriores no quitan a nadie. Solo un gestor puede mover a un cliente, con un motivo que ambos afiliados ven.',
    ],
  }
}

const FOR_GOOD: Assessment = {
  verdict: 'favourable',
  text: ['Customers earn as long as they bring something; quiet ones are not lost.', 'Clientes rendem enquanto trouxerem algo; os inativos não se perdem.', 'Los clientes generan ganancias mientras aporten algo; los inactivos no se pierden.'],
}

/** Shorter than a year is short. */
const YEAR_MONTHS = 12

function assessDormancy({ version }: Facts, say: Wording): Assessment {
  const limits = version.components.flatMap((component) => limitsOf(component, say).map((limit) => ({ title: titleOf(component, say), ...limit })))
  if (limits.length === 0) return FOR_GOOD
  const text = limits.map(({ title, span }) => `${title}: ${span}`).join('; ')
  return {
    verdict: limits.some(({ isShort }) => isShort) ? 'unfavourable' : 'neutral',
    text: [`Customers stop earning: ${text}.`, `Clientes deixam de render: ${text}.`, `Los clientes dejan de generar ganancias: ${text}.`],
  }
}

const FIRST_SALE: Phrase = ['after the first sale', 'depois da primeira venda', 'después de la primera venta']

function limitsOf(component: Component, say: Wording): { readonly span: string; readonly isShort: boolean }[] {
  const after = (number: number | null) =>
    number === null ? [] : [{ span: say.pick([`after ${months(say, number)}`, `depois de ${months(say, number)}`, `después de ${months(say, number)}`]), isShort: number < YEAR_MONTHS }]
  switch (component.type) {
    case 'revenue_share': return after(component.duration?.months ?? null)
    case 'sub_affiliate': return after(component.months)
    case 'percent_of_sale':
    case 'fixed_per_sale': {
      const counted = component.type === 'percent_of_sale' && component.steps.at(-1)?.count !== null ? component.steps.reduce((sum, { count }) => sum + (count ?? 0), 0) : null
      const most = Math.min(component.recurring.firstOnly ? 1 : Infinity, component.recurring.count ?? Infinity, counted ?? Infinity)
      const sales = most === Infinity ? [] : [{ span: say.pick(most === 1 ? FIRST_SALE : [`after ${most} sales`, `depois de ${most} vendas`, `después de ${most} ventas`]), isShort: true }]
      return [...sales, ...after(component.recurring.months)]
    }
    default: return []
  }
}

function assessAdvance({ version }: Facts): Assessment {
  if (version.components.some((component) => component.type === 'cpa' && component.asAdvance)) {
    return {
      verdict: 'neutral',
      text: [
        "The CPA is an advance: a customer's revenue share is paid only above it. What is not earned back is never owed.",
        'O CPA é um adiantamento: a participação na receita de um cliente só é paga acima dele. O que não é recuperado nunca é devido.',
        'El CPA es un anticipo: la participación en los ingresos de un cliente solo se paga por encima de él. Lo que no se recupera nunca se debe.',
      ],
    }
  }
  if (version.components.some((component) => component.type === 'revenue_share' && component.startsAfterCpa)) {
    return {
      verdict: 'neutral',
      text: ['What a customer brings before it qualifies for the CPA is not shared.', 'O que um cliente traz antes de se qualificar para o CPA não é repartido.', 'Lo que un cliente aporta antes de calificarse para el CPA no se comparte.'],
    }
  }
  return { verdict: 'favourable', text: ['Nothing that is paid is set off against later earnings.', 'Nada do que é pago é descontado de ganhos posteriores.', 'Nada de lo pagado se descuenta de ganancias posteriores.'] }
}

function assessCaps({ version }: Facts, say: Wording): Assessment {
  const capped = version.components.filter(({ caps }) => caps.length > 0)
  if (capped.length === 0) return { verdict: 'favourable', text: ['Earnings have no cap.', 'Os ganhos não têm limite.', 'Las ganancias no tienen tope.'] }
  const names = say.list(capped.map((component) => titleOf(component, say)))
  const isOfAll = capped.some(({ caps }) => caps.some(({ per }) => per !== 'customer'))
  return isOfAll
    ? { verdict: 'unfavourable', text: [`There is a cap on what can be earned in all: ${names}.`, `Há um limite para o que se pode ganhar no total: ${names}.`, `Hay un tope a lo que se puede ganar en total: ${names}.`] }
    : { verdict: 'neutral', text: [`There is a cap on what one customer can earn: ${names}.`, `Há um limite para o que um cliente pode render: ${names}.`, `Hay un tope a lo que un cliente puede generar: ${names}.`] }
}

const REACHES: Readonly<Record<WordedVersion['appliesTo'], Assessment>> = {
  new_customers: {
    verdict: 'favourable',
    text: ['It holds for new customers only; those already brought keep their terms.', 'Vale só para clientes novos; os já trazidos mantêm os seus termos.', 'Vale solo para clientes nuevos; los ya aportados conservan sus términos.'],
  },
  from_date: {
    verdict: 'neutral',
    text: ['It also holds for customers already brought, from its date on.', 'Vale também para clientes já trazidos, a partir da sua data.', 'Vale también para clientes ya aportados, desde su fecha.'],
  },
  all_open: {
    verdict: 'unfavourable',
    text: [
      'It also holds for customers already brought, and from the beginning of the month in which it takes effect.', 'Vale também para clientes já trazidos, e desde o início do mês em que entra em vigor.',
      'Vale también para clientes ya aportados, y desde el comienzo del mes en que entra en vigor.',
    ],
  },
}

function assessReach({ version }: Facts): Assessment {
  return REACHES[version.appliesTo]
}

/** A month's warning leaves time to move campaigns. */
const GOOD_NOTICE_DAYS = 30

function assessNotice({ version: { noticeDays } }: Facts, say: Wording): Assessment {
  if (noticeDays === 0) {
    return {
      verdict: 'unfavourable',
      text: ['Worse terms for customers already brought need no notice.', 'Termos piores para clientes já trazidos não precisam de aviso prévio.', 'Los términos peores para clientes ya aportados no necesitan preaviso.'],
    }
  }
  const span = days(say, noticeDays)
  return {
    verdict: noticeDays >= GOOD_NOTICE_DAYS ? 'favourable' : 'neutral',
    text: [
      `Worse terms for customers already brought need a notice of ${span}.`, `Termos piores para clientes já trazidos precisam de aviso prévio de ${span}.`,
      `Los términos peores para clientes ya aportados necesitan un preaviso de ${span}.`,
    ],
  }
}
