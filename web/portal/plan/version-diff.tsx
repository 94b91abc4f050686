import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { planWords } from './words.ts'

const TONES = { added: 'good', removed: 'bad', changed: 'info' } as const

/** What is different from another version; at first from the one before. */
export function VersionDiff({
  planId,
  version,
  others,
}: {
  readonly planId: string
  readonly version: number
  readonly others: readonly number[]
}) {
  const t = useWords(planWords)
  const language = useLanguage()
  const [chosen, setChosen] = useState<number>()
  const other = chosen !== undefined && chosen !== version ? chosen : (others.find((one) => one < version) ?? others[0] ?? version)
  const [before, after] = other < version ? [other, version] : [version, other]
  const diff = portalApi.useGet('GET /plan/{id}/version/{version}/diff/{other}', {
    params: { id: planId, version: String(before), other: String(after) },
  })
  return (
    <Section
      title={t('compare')}
      hint={`${t('version', { version: before })} → ${t('version', { version: after })}`}
      actions={
        others.length > 1 && (
          <FilterSelect
            label={t('compareWith')}
            value={String(other)}
            options={others.map((one) => [String(one), t('version', { version: one })])}
            onChange={(next) => setChosen(Number(next))}
          />
        )
      }
    >
      <Load of={diff}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t('noDiff')}</p>
          ) : (
            <ul className="grid gap-2">
              {items.map(({ component, topic, kind, words }) => (
                <li key={`${component} ${topic} ${kind}`} className="grid gap-0.5">
                  <span>
                    <Badge tone={TONES[kind]}>{t(`kind_${kind}`)}</Badge>
                  </span>
                  <span>{words[language]}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </Section>
  )
}
