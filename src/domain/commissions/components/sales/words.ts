import type { FixedPerSaleComponent, PercentOfSaleComponent, Recurring, SaleStep } from '../../rules/plan-terms.ts'
import { type Clause, clause, clauseUnless, type ComponentWords, months, type Phrase, type Wording } from '../clauses.ts'
import { modifierClauses } from '../modifiers/words.ts'

export const percentOfSaleWords: ComponentWords<PercentOfSaleComponent> = {
  title: ['Percentage of sales', 'Percentual das vendas', 'Porcentaje de las ventas'],
  clauses: (terms, say) => [...rateClauses(terms.steps, say), ...recurringClauses(terms.recurring, say), ...modifierClauses(terms, say)],
}

export const fixedPerSaleWords: ComponentWords<FixedPerSaleComponent> = {
  title: ['Amount per sale', 'Valor por venda', 'Importe por venta'],
  clauses: (terms, say) => {
    const amount = say.money(terms.amountMinor)
    return [
      clause(say, 'amount', ['Pays', 'Paga', 'Paga'], [`${amount} for each sale`, `${amount} por venda`, `${amount} por cada venta`]),
      ...recurringClauses(terms.recurring, say),
      ...modifierClauses(terms, say),
    ]
  },
}

function rateClauses(steps: readonly SaleStep[], say: Wording): readonly Clause[] {
  const [only] = steps
  if (only !== undefined && steps.length === 1 && only.count === null) {
    const rate = say.percent(only.ratePpm)
    return [clause(say, 'rate', RATE, [`${rate} of the sale`, `${rate} da venda`, `${rate} de la venta`])]
  }
  return [
    ...steps.map((step, index) => clause(say, `steps.${index}`, [`Step ${index + 1}`, `Etapa ${index + 1}`, `Paso ${index + 1}`], stepWords(say, step))),
    ...clauseUnless(steps.at(-1)?.count === null, () => clause(say, 'steps', ['After the last step', 'Depois da última etapa', 'Después del último paso'], ['nothing', 'nada', 'nada'])),
  ]
}

const RATE: Phrase = ['Rate', 'Taxa', 'Tasa']

function stepWords(say: Wording, { ratePpm, count }: SaleStep): Phrase {
  const rate = say.percent(ratePpm)
  if (count === null) return [`${rate} of all further sales of the customer`, `${rate} de todas as vendas seguintes do cliente`, `${rate} de todas las ventas siguientes del cliente`]
  if (count === 1) return [`${rate} of the customer's next sale`, `${rate} da próxima venda do cliente`, `${rate} de la próxima venta del cliente`]
  return [`${rate} of the customer's next ${count} sales`, `${rate} das próximas ${count} vendas do cliente`, `${rate} de las próximas ${count} ventas del cliente`]
}

function recurringClauses({ firstOnly, months: number, count }: Recurring, say: Wording): readonly Clause[] {
  const limits: Phrase[] = []
  if (firstOnly) limits.push(["the customer's first sale only", 'só a primeira venda do cliente', 'solo la primera venta del cliente'])
  if (count !== null) limits.push([`at most ${count} sales of a customer`, `no máximo ${count} vendas por cliente`, `como máximo ${count} ventas por cliente`])
  if (number !== null) limits.push(sinceFirstSale(months(say, number)))
  const all = say.pick(['every sale of a customer', 'todas as vendas de um cliente', 'todas las ventas de un cliente'])
  return [clause(say, 'recurring', ['Which sales', 'Quais vendas', 'Qué ventas'], limits.length === 0 ? all : limits.map((limit) => say.pick(limit)).join('; '))]
}

function sinceFirstSale(span: string): Phrase {
  return [`sales within ${span} of the customer's first`, `vendas dentro de ${span} da primeira do cliente`, `ventas dentro de ${span} desde la primera del cliente`]
}
