import type { RecruitBase, SubAffiliateComponent } from '../../rules/plan-terms.ts'
import { clause, type ComponentWords, months, type Phrase, type Wording } from '../clauses.ts'
import { modifierClauses } from '../modifiers/words.ts'

const BASES: Readonly<Record<RecruitBase, Phrase>> = {
  commission: ['the commission of recruited affiliates', 'a comissão de afiliados recrutados', 'la comisión de los afiliados reclutados'],
  revenue_share: ['the revenue share of recruited affiliates', 'a participação na receita de afiliados recrutados', 'la participación en los ingresos de los afiliados reclutados'],
  net_revenue: ['the net revenue of recruited affiliates', 'a receita líquida de afiliados recrutados', 'los ingresos netos de los afiliados reclutados'],
  qualified_customer: ['each qualified customer of recruited affiliates', 'cada cliente qualificado de afiliados recrutados', 'cada cliente calificado de los afiliados reclutados'],
}

export const subAffiliateWords: ComponentWords<SubAffiliateComponent> = {
  title: ['Sub-affiliate share', 'Participação sobre subafiliados', 'Participación por subafiliados'],
  clauses: (terms, say) => [
    clause(say, 'base', ['Paid for', 'Paga por', 'Se paga por'], BASES[terms.base]),
    ...terms.levels.map((level, index) =>
      clause(say, `levels.${index}`, [`Affiliates of level ${index + 1}`, `Afiliados do nível ${index + 1}`, `Afiliados del nivel ${index + 1}`], payOf(say, level)),
    ),
    clause(say, 'months', ['How long', 'Por quanto tempo', 'Cuánto tiempo'], terms.months === null ? FOR_GOOD : sinceJoined(months(say, terms.months))),
    clause(
      say, 'negativesPropagate', ['Negative months', 'Meses negativos', 'Meses negativos'],
      terms.negativesPropagate
        ? ['a negative month of a recruited affiliate takes away', 'um mês negativo de um afiliado recrutado é descontado', 'un mes negativo de un afiliado reclutado se descuenta']
        : ['a negative month of a recruited affiliate takes nothing away', 'um mês negativo de um afiliado recrutado não desconta nada', 'un mes negativo de un afiliado reclutado no descuenta nada'],
    ),
    clause(
      say, 'clawbacksPropagate', ['Clawbacks', 'Estornos', 'Reversiones'],
      terms.clawbacksPropagate
        ? ['what is taken back from a recruited affiliate is taken back here too', 'o que é estornado de um afiliado recrutado é estornado aqui também', 'lo que se revierte a un afiliado reclutado se revierte aquí también']
        : ['what is taken back from a recruited affiliate stays paid here', 'o que é estornado de um afiliado recrutado continua pago aqui', 'lo que se revierte a un afiliado reclutado sigue pagado aquí'],
    ),
    ...modifierClauses(terms, say),
  ],
}

const FOR_GOOD: Phrase = ['for good', 'para sempre', 'para siempre']

function sinceJoined(span: string): Phrase {
  return [`for ${span} from the day the affiliate joined`, `por ${span} desde o dia em que o afiliado entrou`, `durante ${span} desde el día en que el afiliado entró`]
}

function payOf(say: Wording, { ratePpm, amountMinor }: SubAffiliateComponent['levels'][number]): string {
  return ratePpm === null ? say.money(amountMinor ?? 0n) : say.percent(ratePpm)
}
