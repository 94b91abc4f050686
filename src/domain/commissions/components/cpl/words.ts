import type { CplComponent } from '../../rules/plan-terms.ts'
import { clause, type ComponentWords } from '../clauses.ts'
import { modifierClauses } from '../modifiers/words.ts'
import { requirementWords } from '../requirement-words.ts'

export const cplWords: ComponentWords<CplComponent> = {
  title: ['Payment per registration (CPL)', 'Pagamento por registro (CPL)', 'Pago por registro (CPL)'],
  clauses: (terms, say) => {
    const amount = say.money(terms.amountMinor)
    return [
      clause(say, 'amount', ['Pays', 'Paga', 'Paga'], [
        `${amount} once for each customer who registers and meets the requirements`, `${amount} uma vez por cliente que se registra e cumpre os requisitos`,
        `${amount} una vez por cada cliente que se registra y cumple los requisitos`,
      ]),
      clause(say, 'requirements', ['Requirements', 'Requisitos', 'Requisitos'], requirementWords(say, terms.requirements)),
      ...modifierClauses(terms, say),
    ]
  },
}
