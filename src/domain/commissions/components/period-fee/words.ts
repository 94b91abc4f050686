import type { PeriodFeeComponent } from '../../rules/plan-terms.ts'
import { clause, type ComponentWords } from '../clauses.ts'
import { modifierClauses } from '../modifiers/words.ts'

export const periodFeeWords: ComponentWords<PeriodFeeComponent> = {
  title: ['Fee per month', 'Valor fixo por mês', 'Tarifa por mes'],
  clauses: (terms, say) => {
    const amount = say.money(terms.amountMinor)
    return [
      clause(say, 'amount', ['Pays', 'Paga', 'Paga'], [`${amount} for each calendar month`, `${amount} por mês civil`, `${amount} por cada mes natural`]),
      clause(
        say, 'proration', ['A month in part', 'Um mês em parte', 'Un mes en parte'],
        terms.isProrated
          ? ['pays that part of the amount, by days', 'paga essa parte do valor, por dias', 'paga esa parte del importe, por días']
          : ['pays the whole amount', 'paga o valor inteiro', 'paga el importe entero'],
      ),
      ...modifierClauses(terms, say),
    ]
  },
}
