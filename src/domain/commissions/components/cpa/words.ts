import type { CpaComponent, CpaLevel } from '../../rules/plan-terms.ts'
import { type Clause, clause, clauseUnless, type ComponentWords, type Wording } from '../clauses.ts'
import { modifierClauses } from '../modifiers/words.ts'
import { requirementWords } from '../requirement-words.ts'

export const cpaWords: ComponentWords<CpaComponent> = {
  title: ['Payment per qualified customer (CPA)', 'Pagamento por cliente qualificado (CPA)', 'Pago por cliente calificado (CPA)'],
  clauses: (terms, say) => [
    ...terms.levels.flatMap((level, index) => levelClauses(say, level, index)),
    ...clauseUnless(!terms.asAdvance, () =>
      clause(say, 'asAdvance', ['Advance', 'Adiantamento', 'Anticipo'], [
        "the payment is an advance: the customer's revenue share pays only what it comes to above it",
        'o pagamento é um adiantamento: a participação na receita do cliente paga só o que passa dele',
        'el pago es un anticipo: la participación en los ingresos del cliente paga solo lo que lo supera',
      ]),
    ),
    ...modifierClauses(terms, say),
  ],
}

function levelClauses(say: Wording, { amountMinor, requirements }: CpaLevel, index: number): Clause[] {
  const [level, amount] = [index + 1, say.money(amountMinor)]
  return [
    clause(say, `levels.${index}`, [`Level ${level}`, `Nível ${level}`, `Nivel ${level}`], [
      `a customer who reaches it is worth ${amount} in all`, `um cliente que o alcança vale ${amount} no total`, `un cliente que lo alcanza vale ${amount} en total`,
    ]),
    clause(
      say, `levels.${index}.requirements`, [`Requirements of level ${level}`, `Requisitos do nível ${level}`, `Requisitos del nivel ${level}`],
      requirementWords(say, requirements),
    ),
  ]
}
