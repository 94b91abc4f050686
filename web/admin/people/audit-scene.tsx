import { ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { AuditEntry } from '../../api/operator-api.ts'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { Action, ActionDetails, useActionWord } from '../audit/action.tsx'
import { DayFilters, useInstants } from '../pick/filters.tsx'
import { PeopleFrame } from './people-frame.tsx'
import { useUserNames } from './use-user-names.ts'
import { peopleWords } from './words.ts'

/** Who changed what, and when. */
export default function AuditScene() {
  const t = useWords(peopleWords)
  const [filters, setFilters] = useUrlState({ from: '', to: '' })
  const days = useInstants(filters)
  const pages = operatorApi.useList('GET /audit', { query: { from: days.from, to: days.to } })
  const isFiltered = filters.from !== '' || filters.to !== ''
  return (
    <PeopleFrame>
      <DataTable
        name="audit"
        label={t('audit')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        filters={<DayFilters from={filters.from} to={filters.to} onChange={setFilters} />}
        empty={
          <Empty icon={<ScrollText className="size-5" />} title={t(isFiltered ? 'noAuditFound' : 'noAudit')} hint={t('noAuditHint')} />
        }
      />
    </PeopleFrame>
  )
}

function useColumns(): readonly Column<AuditEntry>[] {
  const t = useWords(peopleWords)
  const nameOf = useUserNames()
  const wordOf = useActionWord()
  return useMemo(
    () => [
      { id: 'when', header: t('when'), cell: ({ recordedAt }) => <Moment at={recordedAt} />, text: ({ recordedAt }) => recordedAt },
      {
        id: 'who',
        header: t('who'),
        cell: ({ actor }) => nameOf(actor) ?? <Actor actor={actor} />,
        text: ({ actor }) => nameOf(actor) ?? actor,
      },
      {
        id: 'what',
        header: t('what'),
        cell: ({ action }) => <Action action={action} />,
        text: ({ action }) => wordOf(action),
      },
      {
        id: 'details',
        header: t('details'),
        cell: ({ details }) => <ActionDetails details={details} />,
        text: ({ details }) => JSON.stringify(details),
      },
    ],
    [t, nameOf, wordOf],
  )
}
