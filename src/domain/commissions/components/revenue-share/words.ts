import { BASES } from '../../explanation-words.ts'
import type { Carryover, HighRollers, RevenueShareComponent, TierBand, Tiers } from '../../rules/plan-terms.ts'
import { type Clause, clause, clauseUnless, type ComponentWords, months, type Phrase, type Wording } from '../clauses.ts'
import { metricValue, metricWords, windowWords } from '../metric-words.ts'
import { modifierClauses } from '../modifiers/words.ts'

/** Carryover is never left open here: a share that says nothing of its own is given the program's before it is said. */
export const revenueShareWords: ComponentWords<RevenueShareComponent> = {
  title: ['Revenue share', 'Participação na receita', 'Participación en los ingresos'],
  clauses: (terms, say) => [
    clause(say, 'base', ['Share of', 'Participação em', 'Participación en'], baseWords(terms)),
    ...(isFlat(terms.tiers) ? flatClauses(terms.tiers, say) : tierClauses(terms.tiers, say)),
    ...(terms.carryover === null ? [] : carryoverClauses(terms.carryover, say)),
    ...(terms.highRollers === null ? [] : highRollerClauses(terms.highRollers, say)),
    ...clauseUnless(!terms.startsAfterCpa, () =>
      clause(say, 'startsAfterCpa', ['Begins', 'Começa', 'Empieza'], [
        'with what a customer brings after it has qualified for the CPA', 'com o que um cliente traz depois de se qualificar para o CPA',
        'con lo que un cliente aporta después de calificarse para el CPA',
      ]),
    ),
    clause(say, 'duration', ['Shared for', 'Dura', 'Dura'], terms.duration === null ? FOR_GOOD : durationWords(months(say, terms.duration.months), terms.duration.from)),
    ...clauseUnless(!terms.isAboveCpa, () =>
      clause(say, 'isAboveCpa', ['Above the advance', 'Acima do adiantamento', 'Por encima del anticipo'], [
        'for each customer only what the share comes to above its CPA is paid', 'por cliente só se paga o que a participação soma acima do seu CPA',
        'por cada cliente solo se paga lo que la participación suma por encima de su CPA',
      ]),
    ),
    ...modifierClauses(terms, say),
  ],
}

function baseWords({ base }: RevenueShareComponent): Phrase {
  return [BASES.en[base], BASES['pt-BR'][base], BASES.es[base]]
}

/** One rate for everything, counted together: no more is to be said of it. */
function isFlat({ bands, window, application, scope }: Tiers): boolean {
  return bands.length === 1 && window === 'period' && application === 'whole' && scope === 'affiliate_plan'
}

function flatClauses({ bands }: Tiers, say: Wording): Clause[] {
  return bands.map(({ ratePpm }) => clause(say, 'rate', ['Rate', 'Taxa', 'Tasa'], say.percent(ratePpm)))
}

const SCOPES: Readonly<Record<Tiers['scope'], Phrase>> = {
  affiliate_plan: ['all customers of the affiliate under the plan together', 'todos os clientes do afiliado no plano juntos', 'todos los clientes del afiliado en el plan juntos'],
  brand: ['each brand by itself', 'cada marca separadamente', 'cada marca por separado'],
  customer: ['each customer by itself', 'cada cliente separadamente', 'cada cliente por separado'],
}

const APPLICATIONS: Readonly<Record<Tiers['application'], Phrase>> = {
  marginal: ['each slice at the rate of its band', 'cada fatia à taxa da sua faixa', 'cada porción a la tasa de su tramo'],
  whole: ['the rate that is reached holds for everything', 'a taxa alcançada vale para tudo', 'la tasa alcanzada vale para todo'],
}

function tierClauses(tiers: Tiers, say: Wording): readonly Clause[] {
  return [
    ...tiers.bands.map((band, index) => bandClause(say, tiers, band, index)),
    clause(say, 'metric', ['Measured by', 'Medido por', 'Medido por'], metricWords(say, tiers.metric)),
    clause(say, 'window', ['Counted over', 'Contado em', 'Contado en'], windowWords(say, tiers.window)),
    clause(say, 'application', ['Applied', 'Aplicação', 'Aplicación'], APPLICATIONS[tiers.application]),
    clause(say, 'scope', ['Counted for', 'Contado para', 'Contado para'], SCOPES[tiers.scope]),
    clause(
      say, 'demotion', ['After a lesser month', 'Depois de um mês menor', 'Después de un mes menor'],
      tiers.hasDemotion
        ? ['the rate is what the time itself has reached, and may fall', 'a taxa é a que o próprio tempo alcançou, e pode cair', 'la tasa es la que el propio tiempo ha alcanzado, y puede bajar']
        : ['the highest rate once reached stays', 'a maior taxa já alcançada permanece', 'la tasa más alta ya alcanzada permanece'],
    ),
  ]
}

function bandClause(say: Wording, { metric }: Tiers, { from, ratePpm }: TierBand, index: number): Clause {
  const [rate, start] = [say.percent(ratePpm), metricValue(say, metric, from)]
  return clause(say, `bands.${index}`, [`Band ${index + 1}`, `Faixa ${index + 1}`, `Tramo ${index + 1}`], [`${rate} from ${start}`, `${rate} a partir de ${start}`, `${rate} a partir de ${start}`])
}

const CARRYOVER_SCOPES: Readonly<Record<Carryover['scope'], Phrase>> = {
  affiliate: ['everything the affiliate brings under the plan', 'tudo o que o afiliado traz no plano', 'todo lo que el afiliado aporta en el plan'],
  plan: ['all brands under the plan together', 'todas as marcas no plano juntas', 'todas las marcas del plan juntas'],
  brand: ['each brand by itself', 'cada marca separadamente', 'cada marca por separado'],
  product: ['each product by itself', 'cada produto separadamente', 'cada producto por separado'],
}

/** What becomes of a negative month. */
export function carryoverClauses({ mode, scope, what, cap, expiryMonths }: Carryover, say: Wording): Clause[] {
  const counted = clause(say, 'carryover.scope', ['A month is negative over', 'Um mês é negativo somando', 'Un mes es negativo sumando'], CARRYOVER_SCOPES[scope])
  if (mode === 'reset') return [clause(say, 'carryover', NEGATIVE_MONTH, ['is forgotten; the next month begins at zero', 'é esquecido; o mês seguinte começa do zero', 'se olvida; el mes siguiente empieza de cero']), counted]
  return [
    clause(
      say, 'carryover', NEGATIVE_MONTH,
      what === 'base'
        ? ['its negative base comes off what later months are reckoned from', 'a sua base negativa é descontada da base dos meses seguintes', 'su base negativa se descuenta de la base de los meses siguientes']
        : ['its negative commission comes off the commission of later months', 'a sua comissão negativa é descontada da comissão dos meses seguintes', 'su comisión negativa se descuenta de la comisión de los meses siguientes'],
    ),
    counted,
    clause(say, 'carryover.cap', ['At most', 'No máximo', 'Como máximo'], cap === null ? WITHOUT_LIMIT : carryoverCap(say, cap)),
    clause(say, 'carryover.expiry', ['Forgotten', 'Esquecido', 'Se olvida'], expiryMonths === null ? NEVER : after(months(say, expiryMonths))),
  ]
}

const NEGATIVE_MONTH: Phrase = ['A negative month', 'Um mês negativo', 'Un mes negativo']
const WITHOUT_LIMIT: Phrase = ['no limit', 'sem limite', 'sin límite']
const NEVER: Phrase = ['never', 'nunca', 'nunca']
const FOR_GOOD: Phrase = ['as long as the customer brings revenue', 'enquanto o cliente trouxer receita', 'mientras el cliente aporte ingresos']

function carryoverCap(say: Wording, cap: NonNullable<Carryover['cap']>): Phrase {
  if ('amount' in cap) {
    const amount = say.sum(cap.amount)
    return [`${amount} is carried`, `${amount} são levados adiante`, `se arrastran ${amount}`]
  }
  const share = say.percent(cap.averageMonthsPpm)
  return [`${share} of the average month before is carried`, `${share} do mês médio anterior são levados adiante`, `se arrastra el ${share} del mes medio anterior`]
}

function after(span: string): Phrase {
  return [`after ${span}`, `depois de ${span}`, `después de ${span}`]
}

function highRollerClauses({ threshold, expiryMonths }: HighRollers, say: Wording): readonly Clause[] {
  const amount = say.sum(threshold)
  return [
    clause(say, 'highRollers', ['High rollers', 'Grandes apostadores', 'Grandes apostadores'], [
      `a customer who costs ${amount} or more in a month is set apart: only that customer's own later revenue pays it down`,
      `um cliente que custa ${amount} ou mais num mês é separado: só a receita posterior do próprio cliente o compensa`,
      `un cliente que cuesta ${amount} o más en un mes se separa: solo los ingresos posteriores del propio cliente lo compensan`,
    ]),
    clause(say, 'highRollers.expiry', ['Set apart until', 'Separado até', 'Separado hasta'], expiryMonths === null ? PAID_DOWN : paidDownOr(months(say, expiryMonths))),
  ]
}

const PAID_DOWN: Phrase = ['it is paid down', 'ser compensado', 'que se compense']

function paidDownOr(span: string): Phrase {
  return [`it is paid down, or forgotten after ${span}`, `ser compensado, ou esquecido depois de ${span}`, `que se compense, o se olvida después de ${span}`]
}

function durationWords(span: string, from: NonNullable<RevenueShareComponent['duration']>['from']): Phrase {
  return from === 'registration'
    ? [`${span} from the customer's registration`, `${span} desde o registro do cliente`, `${span} desde el registro del cliente`]
    : [`${span} from the customer's first deposit`, `${span} desde o primeiro depósito do cliente`, `${span} desde el primer depósito del cliente`]
}
