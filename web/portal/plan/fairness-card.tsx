import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { portalApi } from '../../api/client.ts'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { planWords } from './words.ts'

const ICONS = {
  favourable: <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />,
  neutral: <CircleMinus className="mt-0.5 size-4 shrink-0 text-soft" aria-hidden="true" />,
  unfavourable: <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden="true" />,
}

/** What affiliates look for in a contract, each with a verdict in a word. */
export function FairnessCard({ planId, version }: { readonly planId: string; readonly version: number }) {
  const t = useWords(planWords)
  const language = useLanguage()
  const card = portalApi.useGet('GET /plan/{id}/version/{version}/fairness', { params: { id: planId, version: String(version) } })
  return (
    <Section title={t('fairness')}>
      <Load of={card}>
        {({ items }) => (
          <ul className="grid gap-3">
            {items.map(({ topic, verdict, words }) => (
              <li key={topic} className="flex gap-2">
                {ICONS[verdict]}
                <div className="min-w-0">
                  <p className="font-medium">
                    {wordFor(t as never, `topic_${topic}`)} <span className="text-xs font-normal text-soft">{t(`verdict_${verdict}`)}</span>
                  </p>
                  <p className="text-soft">{words[language]}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Load>
    </Section>
  )
}
