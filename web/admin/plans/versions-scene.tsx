import { operatorApi } from '../../api/client.ts'
import type { CommissionPlan } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { builderWords } from './builder/words.ts'
import { ComponentChips } from './component-chips.tsx'
import { PlanPage } from './plan-page.tsx'
import { planWords } from './words.ts'

export default function VersionsScene() {
  return <PlanPage>{(plan) => <Versions plan={plan} />}</PlanPage>
}

function Versions({ plan }: { readonly plan: CommissionPlan }) {
  const t = useWords(planWords)
  const b = useWords(builderWords)
  const pages = operatorApi.useList('GET /commission-plan/{id}/version', { params: { id: plan.id }, query: {} })
  return (
    <>
      <Section title={t('compare')}>
        <Comparison plan={plan} versions={pages.rows.map(({ version }) => version)} />
      </Section>
      <DataTable
        name="plan-versions"
        label={t('versions')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ version }) => `/plans/${plan.id}?version=${version}`}
        empty={<Empty title={t('none')} />}
        columns={[
          { id: 'version', header: t('version'), cell: ({ version }) => version, text: ({ version }) => version },
          { id: 'pays', header: t('pays'), cell: ({ components }) => <ComponentChips components={components} /> },
          {
            id: 'inForce',
            header: t('inForce'),
            cell: ({ effectiveFrom }) => <Moment at={effectiveFrom} />,
            text: ({ effectiveFrom }) => effectiveFrom,
          },
          { id: 'reaches', header: t('reaches'), cell: ({ appliesTo }) => b(appliesTo), text: ({ appliesTo }) => appliesTo },
          {
            id: 'hold',
            header: t('hold'),
            cell: ({ holdDays }) => t('days', { count: holdDays }),
            text: ({ holdDays }) => holdDays,
            isNumber: true,
          },
          {
            id: 'notice',
            header: t('notice'),
            cell: ({ noticeDays }) => t('days', { count: noticeDays }),
            text: ({ noticeDays }) => noticeDays,
            isNumber: true,
          },
          {
            id: 'created',
            header: t('created'),
            cell: ({ createdTs }) => <Moment at={createdTs} />,
            text: ({ createdTs }) => createdTs,
            isExtra: true,
          },
        ]}
      />
    </>
  )
}

const TONES = { added: 'good', removed: 'bad', changed: 'info' } as const

/** Two versions, and in words what the second says otherwise. */
function Comparison({ plan, versions }: { readonly plan: CommissionPlan; readonly versions: readonly number[] }) {
  const t = useWords(planWords)
  const language = useLanguage()
  const newest = plan.version.version
  const [url, setUrl] = useUrlState({ from: '', to: '' })
  const [from, to] = [url.from || String(newest - 1), url.to || String(newest)]
  const isAsked = newest > 1
  const diff = operatorApi.useGet(
    'GET /commission-plan/{id}/version/{version}/diff/{other}',
    { params: { id: plan.id, version: from, other: to } },
    { enabled: isAsked },
  )
  if (!isAsked) return <p className="text-soft">{t('onlyOne')}</p>
  const options = versions.map((version) => [String(version), String(version)] as const)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <span>{t('compareFrom')}</span>
        <FilterSelect
          label={from}
          value={url.from}
          options={options.filter(([one]) => one !== from || url.from !== '')}
          onChange={(next) => setUrl({ from: next })}
        />
        <span>{t('compareTo')}</span>
        <FilterSelect
          label={to}
          value={url.to}
          options={options.filter(([one]) => one !== to || url.to !== '')}
          onChange={(next) => setUrl({ to: next })}
        />
      </div>
      <Load of={diff}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t('same')}</p>
          ) : (
            <ul className="grid gap-1.5">
              {items.map((change) => (
                <li key={`${change.component}.${change.topic}.${change.kind}.${change.words.en}`} className="flex items-start gap-2">
                  <Badge tone={TONES[change.kind]}>{t(`kind_${change.kind}`)}</Badge>
                  <span>{change.words[language]}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </div>
  )
}
