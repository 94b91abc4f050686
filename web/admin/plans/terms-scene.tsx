import { operatorApi } from '../../api/client.ts'
import type { CommissionPlan } from '../../api/operator-api.ts'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from '../../ui/words.ts'
import { builderWords } from './builder/words.ts'
import { ComponentChips } from './component-chips.tsx'
import { FairnessCard } from './fairness-card.tsx'
import { PlanPage } from './plan-page.tsx'
import { PlanTextView } from './plan-text-view.tsx'
import { planWords } from './words.ts'

/** What a plan says: of its newest version, or of the one in the address. */
export default function TermsScene() {
  return <PlanPage>{(plan) => <Terms plan={plan} />}</PlanPage>
}

function Terms({ plan }: { readonly plan: CommissionPlan }) {
  const t = useWords(planWords)
  const b = useWords(builderWords)
  const own = useLanguage()
  const [url, setUrl] = useUrlState({ version: '', language: '' })
  const versions = operatorApi.useList('GET /commission-plan/{id}/version', { params: { id: plan.id }, query: {} })
  const number = url.version || String(plan.version.version)
  const params = { id: plan.id, version: number }
  const language = LANGUAGES.find((one) => one === url.language) ?? own
  const version = versions.rows.find((one) => String(one.version) === number) ?? plan.version
  const choice = (
    <div className="flex flex-wrap gap-2">
      {versions.rows.length > 1 && (
        <select
          aria-label={t('version')}
          value={number}
          onChange={(event) => setUrl({ version: event.target.value })}
          className="h-7 rounded border border-line bg-surface px-1 text-xs"
        >
          {versions.rows.map((one) => (
            <option key={one.id} value={one.version}>
              {t('version')} {one.version}
              {one.version === plan.version.version ? ` (${t('newest')})` : ''}
            </option>
          ))}
        </select>
      )}
      <select
        aria-label={t('language')}
        value={language}
        onChange={(event) => setUrl({ language: event.target.value })}
        className="h-7 rounded border border-line bg-surface px-1 text-xs"
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid gap-6">
        <Section title={t('textOf', { version: number })} actions={choice}>
          <Load of={operatorApi.useGet('GET /commission-plan/{id}/version/{version}/text', { params, query: {} })}>
            {({ items }) =>
              items.filter((text) => text.language === language).map((text) => <PlanTextView key={text.language} text={text} />)
            }
          </Load>
        </Section>
        <Section title={t('terms')}>
          <Facts
            items={[
              [t('pays'), <ComponentChips key="pays" components={version.components} />],
              [t('inForce'), <Moment key="from" at={version.effectiveFrom} />],
              [t('reaches'), b(version.appliesTo)],
              [t('hold'), t('days', { count: version.holdDays })],
              [t('notice'), t('days', { count: version.noticeDays })],
            ]}
          />
        </Section>
      </div>
      <Section title={t('fairness')}>
        <Load of={operatorApi.useGet('GET /commission-plan/{id}/version/{version}/fairness', { params })}>
          {({ items }) => <FairnessCard items={items} language={language} />}
        </Load>
      </Section>
    </div>
  )
}
