import type { CpcComponent } from '../../rules/plan-terms.ts'
import { clause, type ComponentWords } from '../clauses.ts'
import { modifierClauses } from '../modifiers/words.ts'

export const cpcWords: ComponentWords<CpcComponent> = {
  title: ['Payment per click', 'Pagamento por clique', 'Pago por clic'],
  clauses: (terms, say) => {
    const amount = say.money(terms.amountMinor)
    return [
      clause(say, 'amount', ['Pays', 'Paga', 'Paga'], [
        `${amount} for each valid click that is the first of its visitor within 24 hours`, `${amount} por clique válido que seja o primeiro do visitante em 24 horas`,
        `${amount} por cada clic válido que sea el primero de su visitante en 24 horas`,
      ]),
      ...modifierClauses(terms, say),
    ]
  },
}
