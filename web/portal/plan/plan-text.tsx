import { portalApi } from '../../api/client.ts'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { planWords } from './words.ts'

/** The terms, written from what commissions are computed by. */
export function PlanText({ planId, version }: { readonly planId: string; readonly version: number }) {
  const t = useWords(planWords)
  const language = useLanguage()
  const text = portalApi.useGet('GET /plan/{id}/version/{version}/text', {
    params: { id: planId, version: String(version) },
    query: { language },
  })
  return (
    <Section title={t('text')}>
      <Load of={text}>
        {({ items: [said] }) =>
          said !== undefined && (
            <div className="grid gap-4">
              {said.paragraphs.map(({ component, heading, sentences }) => (
                <section key={component ?? 'general'} className="grid gap-1">
                  <h3 className="text-sm font-semibold">{heading}</h3>
                  <ul className="grid list-disc gap-0.5 pl-5 marker:text-line">
                    {sentences.map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </section>
              ))}
              <p className="border-t border-line pt-3 text-xs text-soft">
                {t('sha')}: <code className="font-mono [overflow-wrap:anywhere]">{said.textSha256}</code>
              </p>
            </div>
          )
        }
      </Load>
    </Section>
  )
}
