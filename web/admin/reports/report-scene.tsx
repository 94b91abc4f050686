import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { SavedReport } from '../../api/operator-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Button, ButtonAnchor } from '../../ui/button.tsx'
import { Badge } from '../../ui/badge.tsx'
import { DateRangePicker } from '../../ui/date-range/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { Page, Stat, Stats } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useCurrency, useMay } from '../shell/session.tsx'
import { Choice } from './choice.tsx'
import { DIMENSIONS, fits, GROUPS, MEASURE_NAMES, MEASURES, MOST_DIMENSIONS, MOST_MEASURES } from './fields.ts'
import { ReportFilters } from './report-filters.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { ResultChart } from './result-chart.tsx'
import { ResultTable } from './result-table.tsx'
import { SavedActions } from './saved-actions.tsx'
import { definitionOf, type Question, queryOf, useQuestion } from './use-question.ts'
import { Value } from './value.tsx'
import { reportWords } from './words.ts'

// Forms are loaded for those who keep a report.
const SaveDialog = lazy(() => import('./save-dialog.tsx'))

/** A question over days: measures in groups. A new one, or one that was kept. */
export default function ReportScene() {
  const id = useSceneParam('reportId')
  const saved = operatorApi.useGet('GET /saved-report/{id}', { params: { id } }, { enabled: id !== '' })
  if (id === '') return <ReportPage key="new" />
  return <Load of={saved}>{(report) => <ReportPage key={report.id} report={report} />}</Load>
}

function ReportPage({ report }: { readonly report?: SavedReport }) {
  const t = useWords(reportWords)
  const question = useQuestion(report)
  const mayWrite = useMay('reports')
  const file = fileUrl('/api/v1', '/report/export', { query: queryOf(question) })
  return (
    <Page
      title={report?.name ?? t('title')}
      {...(report === undefined ? { tabs: <ReportTabs /> } : { back: { to: '/reports/saved', label: t('saved') } })}
      {...(report !== undefined && report.schedule !== null && { subtitle: <Badge>{t(`scheduled_${report.schedule}`)}</Badge> })}
      actions={
        <>
          <DateRangePicker value={question.range} onChange={question.setRange} today={question.today} comparing={false} />
          <ButtonAnchor href={file} isDownload icon={<Download className="size-4" />}>
            {t('exportCsv')}
          </ButtonAnchor>
          {mayWrite && <Saving question={question} report={report} />}
          {mayWrite && report !== undefined && <SavedActions report={report} />}
        </>
      }
    >
      <Builder question={question} />
      <Totals question={question} />
      <Answer question={question} />
    </Page>
  )
}

/** A new question is kept under a name; a kept one takes over what was changed, or stays as it is. */
function Saving({ question, report }: { readonly question: Question; readonly report: SavedReport | undefined }) {
  const t = useWords(reportWords)
  const [isNaming, setNaming] = useState(false)
  const { mutateAsync, isPending } = operatorApi.useSend('PATCH /saved-report/{id}')
  const saveChanges = async (id: string) => {
    await mutateAsync({ params: { id }, body: { definition: definitionOf(question) } })
    toast(t('savedDone'))
  }
  return (
    <>
      {report !== undefined && question.isChanged && (
        <Button look="primary" isBusy={isPending} onClick={() => void saveChanges(report.id)}>
          {t('saveChanges')}
        </Button>
      )}
      {(report === undefined || question.isChanged) && (
        <Button {...(report === undefined && { look: 'primary' })} onClick={() => setNaming(true)}>
          {t(report === undefined ? 'save' : 'saveAs')}
        </Button>
      )}
      {isNaming && (
        <Suspense>
          <SaveDialog definition={definitionOf(question)} onClose={() => setNaming(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Questions to begin with. */
const TEMPLATES = [
  ['tpl_affiliates', 'affiliate', 'clicks,registrations,firstDeposits,revenue,commission', '-commission'],
  ['tpl_days', 'day', 'clicks,registrations,firstDeposits,revenue,commission', '-day'],
  ['tpl_brands', 'brand,product', 'registrations,firstDeposits,deposits,netRevenue,commission', '-commission'],
  ['tpl_countries', 'country', 'clicks,registrations,registrationRate,firstDeposits,depositRate,revenue', '-registrations'],
  ['tpl_trackers', 'affiliate,tracker', 'clicks,uniqueClicks,registrations,registrationRate,commission', '-clicks'],
  ['tpl_traffic', 'affiliate', 'clicks,uniqueClicks,validClicks,flaggedClicks,registrationRate', '-flaggedClicks'],
  ['tpl_components', 'component,month', 'commissionLines,commission,commissionPending,commissionPayable,commissionRejected', '-commission'],
  ['tpl_types', 'type,brand', 'transactions,deposits,withdrawals,sales,netRevenue', '-transactions'],
] as const

function Builder({ question }: { readonly question: Question }) {
  const t = useWords(reportWords)
  const { dimensions, measures, setUrl } = question
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Choice
          label={t('groupBy')}
          chosen={dimensions}
          most={MOST_DIMENSIONS}
          onChange={(chosen) => setUrl({ by: chosen.join(',') || 'none' })}
          groups={[
            {
              options: DIMENSIONS.map((name) => ({
                name,
                label: t(`dim_${name}`),
                fits: measures.every((measure) => fits(measure, name)),
              })),
            },
          ]}
        />
        <Choice
          label={t('measures')}
          chosen={measures}
          most={MOST_MEASURES}
          least={1}
          onChange={(chosen) => setUrl({ of: chosen.join(',') })}
          groups={GROUPS.map((group) => ({
            label: t(`group_${group}`),
            options: MEASURE_NAMES.filter((name) => MEASURES[name].group === group).map((name) => ({
              name,
              label: t(`m_${name}`),
              fits: dimensions.every((dimension) => fits(name, dimension)),
            })),
          }))}
        />
        <ReportFilters question={question} />
      </div>
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1 text-xs">
        <span className="mr-1 text-soft">{t('templates')}</span>
        {TEMPLATES.map(([word, by, of, sort]) => (
          <Button key={word} look="ghost" size="small" onClick={() => setUrl({ by, of, sort, chart: '', type: '', component: '' })}>
            {t(word)}
          </Button>
        ))}
      </div>
    </div>
  )
}

const MOST_TOTALS = 6

function Totals({ question }: { readonly question: Question }) {
  const t = useWords(reportWords)
  const currency = useCurrency()
  const total = operatorApi.useGet('GET /report', { query: { ...queryOf(question), dimensions: '', sort: undefined, limit: 1 } })
  return (
    <Load of={total}>
      {(data) => (
        <div className="grid gap-2">
          <Stats>
            {question.measures.slice(0, MOST_TOTALS).map((measure) => (
              <Stat
                key={measure}
                label={t(`m_${measure}`)}
                value={<Value measure={measure} value={data.total[measure]} currency={currency} />}
              />
            ))}
          </Stats>
          {data.asOf !== null && (
            <p className="text-xs text-soft">
              {t('asOf')} <Moment at={data.asOf} shown="ago" />
            </p>
          )}
        </div>
      )}
    </Load>
  )
}

function Answer({ question }: { readonly question: Question }) {
  const currency = useCurrency()
  return (
    <>
      <ResultChart question={question} currency={currency} />
      {question.dimensions.length > 0 && <ResultTable key={question.url.by + question.url.of} question={question} currency={currency} />}
    </>
  )
}
