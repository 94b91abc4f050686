import type { Requirements, WindowOrigin } from '../rules/plan-terms.ts'
import { days, type Phrase, type Wording } from './clauses.ts'
import { AMOUNT_REQUIREMENTS } from './read-requirements.ts'

const AT_LEAST: Readonly<Record<(typeof AMOUNT_REQUIREMENTS)[number], (amount: string) => Phrase>> = {
  minDepositSingle: (amount) => [`one deposit of at least ${amount}`, `um depósito de pelo menos ${amount}`, `un depósito de al menos ${amount}`],
  minDepositTotal: (amount) => [`at least ${amount} deposited in all`, `pelo menos ${amount} depositados no total`, `al menos ${amount} depositados en total`],
  minNetDeposit: (amount) => [
    `deposits less withdrawals of at least ${amount}`, `depósitos menos saques de pelo menos ${amount}`, `depósitos menos retiros de al menos ${amount}`,
  ],
  minWager: (amount) => [`at least ${amount} wagered`, `pelo menos ${amount} apostados`, `al menos ${amount} apostados`],
  minNetRevenue: (amount) => [`net revenue of at least ${amount}`, `receita líquida de pelo menos ${amount}`, `ingresos netos de al menos ${amount}`],
}

const ORIGINS: Readonly<Record<WindowOrigin, Phrase>> = {
  click: ['the click', 'do clique', 'del clic'],
  registration: ['the registration', 'do registro', 'del registro'],
  first_deposit: ['the first deposit', 'do primeiro depósito', 'del primer depósito'],
}

/** What a customer must reach, all of it: the requirements of lower levels are included. */
export function requirementWords(say: Wording, requirements: Requirements): string {
  const { minDeposits, countries, verified, withinDays, withinFrom } = requirements
  const amounts = AMOUNT_REQUIREMENTS.flatMap((name) => {
    const amount = requirements[name]
    return amount === undefined ? [] : [say.pick(AT_LEAST[name](say.sum(amount)))]
  })
  const others: (Phrase | null)[] = [
    minDeposits === undefined ? null : [`deposits made: at least ${minDeposits}`, `depósitos feitos: pelo menos ${minDeposits}`, `depósitos hechos: al menos ${minDeposits}`],
    countries === undefined ? null : countryWords(countries.join(', ')),
    verified === undefined ? null : ['the customer is verified', 'o cliente é verificado', 'el cliente está verificado'],
    withinDays === undefined ? null : within(days(say, withinDays), ORIGINS[withinFrom ?? 'registration']),
  ]
  const texts = [...amounts, ...others.flatMap((phrase) => (phrase === null ? [] : [say.pick(phrase)]))]
  return texts.length === 0 ? say.pick(['none', 'nenhum', 'ninguno']) : texts.join('; ')
}

function countryWords(codes: string): Phrase {
  return [`country of the customer: ${codes}`, `país do cliente: ${codes}`, `país del cliente: ${codes}`]
}

function within(span: string, [en, ptBr, es]: Phrase): Phrase {
  return [`all of it within ${span} of ${en}`, `tudo dentro de ${span} a partir ${ptBr}`, `todo dentro de ${span} a partir ${es}`]
}
