import { Check, Circle } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Qualification } from '../../api/operator-api.ts'
import { formatAmount, formatCount } from '../../ui/amount.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useCodes } from '../activity/parts.tsx'
import { useCurrency } from '../shell/session.tsx'
import { customerWords } from './words.ts'

type Requirement = Qualification['requirements'][number]
const TONES: Readonly<Record<Qualification['state'], Tone>> = { open: 'info', qualified: 'good', ended: 'quiet', excluded: 'bad' }

/** How far the customer is on the way to a CPA. */
export function Qualifications({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords)
  const qualification = operatorApi.useGet('GET /customer/{id}/qualification', { params: { id: customerId } })
  return (
    <Section title={t('progress')}>
      <Load of={qualification}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t('noProgress')}</p>
          ) : (
            <div className="grid gap-5">
              {items.map((item) => (
                <Standing key={item.planId + item.component} item={item} />
              ))}
            </div>
          )
        }
      </Load>
    </Section>
  )
}

function Standing({
  item: { component, state, levelsReached, levels, nextAmount, daysLeft, requirements },
}: {
  readonly item: Qualification
}) {
  const t = useWords(customerWords)
  const code = useCodes()
  const currency = useCurrency()
  const language = useLanguage()
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{code('component', component)}</span>
        <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>
        <span className="text-soft">
          {levels > 1 && `${t('level', { level: Math.min(levelsReached + 1, levels), levels })} `}
          {nextAmount !== null && t('worth', { amount: formatAmount(nextAmount, currency, language) })}
          {state === 'open' && daysLeft !== null && ` · ${t('daysLeft', { count: daysLeft })}`}
        </span>
      </div>
      {state !== 'qualified' && (
        <ul className="grid gap-2">
          {requirements.map((requirement) => (
            <Step key={requirement.requirement} requirement={requirement} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Step({ requirement: { requirement, have, need, isMet } }: { readonly requirement: Requirement }) {
  const t = useWords(customerWords)
  const say = useRequirementValue(requirement)
  const share = typeof have === 'number' && typeof need === 'number' && need > 0 ? Math.max(0, Math.min(1, have / need)) : isMet ? 1 : 0
  return (
    <li className="grid gap-1">
      <div className="flex items-center gap-2">
        {isMet ? (
          <Check className="size-4 text-good" aria-label={t('met')} role="img" />
        ) : (
          <Circle className="size-4 text-soft" aria-label={t('missing')} role="img" />
        )}
        <span className="flex-1">{t(`need_${requirement}`)}</span>
        <span className="text-soft tabular-nums">{t('of', { have: say(have), need: say(need) })}</span>
      </div>
      <div className="ml-6 h-1.5 overflow-hidden rounded-full bg-raised" aria-hidden="true">
        <div className={isMet ? 'h-full bg-good' : 'h-full bg-accent'} style={{ width: `${share * 100}%` }} />
      </div>
    </li>
  )
}

/** Amounts as money, counts as counts, countries by their codes. */
function useRequirementValue(requirement: Requirement['requirement']): (value: Requirement['have']) => string {
  const kit = useWords(kitWords)
  const currency = useCurrency()
  const language = useLanguage()
  return (value) => {
    if (value === null) return '–'
    if (typeof value === 'boolean') return kit(value ? 'yes' : 'no')
    if (typeof value === 'number')
      return requirement === 'minDeposits' ? formatCount(value, language) : formatAmount(value, currency, language)
    return typeof value === 'string' ? value : value.join(', ')
  }
}
