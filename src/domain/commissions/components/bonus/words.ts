import type { BonusComponent } from '../../rules/plan-terms.ts'
import { clause, type ComponentWords } from '../clauses.ts'
import { metricValue, metricWords, windowWords } from '../metric-words.ts'
import { modifierClauses } from '../modifiers/words.ts'

export const bonusWords: ComponentWords<BonusComponent> = {
  title: ['Bonus', 'Bônus', 'Bono'],
  clauses: (terms, say) => {
    const [metric, threshold] = [metricWords(say, terms.metric), metricValue(say, terms.metric, terms.threshold)]
    return [
      clause(say, 'amount', ['Pays', 'Paga', 'Paga'], say.money(terms.amountMinor)),
      clause(say, 'threshold', ['When', 'Quando', 'Cuándo'], [`${metric} of at least ${threshold}`, `${metric} de pelo menos ${threshold}`, `${metric} de al menos ${threshold}`]),
      clause(say, 'window', ['Counted over', 'Contado em', 'Contado en'], windowWords(say, terms.window)),
      clause(
        say, 'repeats', ['How often', 'Com que frequência', 'Con qué frecuencia'],
        terms.repeats === 'once' ? ['once', 'uma vez', 'una vez'] : ['in every calendar month that reaches it', 'em cada mês civil que o alcança', 'en cada mes natural que lo alcanza'],
      ),
      ...modifierClauses(terms, say),
    ]
  },
}
