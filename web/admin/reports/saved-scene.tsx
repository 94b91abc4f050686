import { ChartColumn } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { SavedReport } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { ReportTabs } from './report-tabs.tsx'
import { reportWords } from './words.ts'

/** The reports that the program keeps. */
export default function SavedScene() {
  const t = useWords(reportWords)
  const pages = operatorApi.useList('GET /saved-report', {})
  const namesOf = ({ definition }: SavedReport) => definition.measures.map((measure) => t(`m_${measure}`)).join(', ')
  const groupsOf = ({ definition }: SavedReport) => definition.dimensions.map((dimension) => t(`dim_${dimension}`)).join(', ')
  const scheduleOf = ({ schedule }: SavedReport) => (schedule === null ? t('notScheduled') : t(`scheduled_${schedule}`))
  const columns: Column<SavedReport>[] = [
    { id: 'name', header: t('name'), cell: ({ name }) => <span className="font-medium">{name}</span>, text: ({ name }) => name },
    { id: 'groups', header: t('groupBy'), cell: groupsOf, text: groupsOf },
    {
      id: 'measures',
      header: t('columns'),
      cell: (report) => <span className="block max-w-96 truncate text-soft">{namesOf(report)}</span>,
      text: namesOf,
    },
    {
      id: 'schedule',
      header: t('schedule'),
      text: scheduleOf,
      cell: (report) =>
        report.schedule === null ? (
          <span className="text-soft">{scheduleOf(report)}</span>
        ) : (
          <Badge tone="info">
            {scheduleOf(report)} · {t('sentTo', { count: report.recipientIds.length })}
          </Badge>
        ),
    },
    {
      id: 'changed',
      header: t('changedAt'),
      cell: ({ updatedTs }) => <Moment at={updatedTs} shown="date" />,
      text: ({ updatedTs }) => updatedTs,
    },
  ]
  return (
    <Page
      title={t('title')}
      tabs={<ReportTabs />}
      actions={
        <ButtonLink look="primary" to="/reports">
          {t('newReport')}
        </ButtonLink>
      }
    >
      <DataTable
        name="saved-reports"
        label={t('saved')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/reports/${id}`}
        columns={columns}
        empty={
          <Empty
            icon={<ChartColumn className="size-5" />}
            title={t('noSaved')}
            hint={t('noSavedHint')}
            action={
              <ButtonLink look="primary" to="/reports">
                {t('newReport')}
              </ButtonLink>
            }
          />
        }
      />
    </Page>
  )
}
