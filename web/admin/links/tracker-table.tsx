import { Pencil, Tags } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Tracker } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { LINK_STATES } from './link-table.tsx'
import { TrackerDialog } from './tracker-dialog.tsx'
import { linkWords } from './words.ts'

interface TrackerTableProps {
  readonly name: string
  readonly query: { readonly affiliateId?: string; readonly search?: string; readonly status?: string }
  readonly filters?: ReactNode
  readonly isOfOne?: boolean
  readonly action?: ReactNode
}

/** Affiliates' labels for sources of traffic. */
export function TrackerTable({ name, query, filters, isOfOne = false, action }: TrackerTableProps) {
  const t = useWords(linkWords)
  const mayWrite = useMay('affiliates')
  const [changed, setChanged] = useState<Tracker>()
  const { status, ...rest } = query
  const pages = operatorApi.useList('GET /tracker', { query: { ...rest, status: LINK_STATES.find((state) => state === status) } })
  const columns = useMemo(
    (): readonly Column<Tracker>[] => [
      {
        id: 'name',
        header: t('tracker'),
        cell: ({ name: text }) => <span className="block max-w-64 truncate">{text}</span>,
        text: ({ name: text }) => text,
      },
      ...(isOfOne
        ? []
        : [
            {
              id: 'affiliate',
              header: t('affiliate'),
              cell: ({ affiliateId, affiliateName }: Tracker) => <AffiliateLink id={affiliateId} name={affiliateName} />,
              text: ({ affiliateName }: Tracker) => affiliateName,
            },
          ]),
      { id: 'externalId', header: t('externalId'), cell: ({ externalId }) => externalId, text: ({ externalId }) => externalId },
      {
        id: 'links',
        header: t('itsLinks'),
        cell: ({ id }) => (
          <TextLink to="/links" search={{ trackerId: id }} className="relative z-10">
            {t('itsLinks')}
          </TextLink>
        ),
      },
      {
        id: 'status',
        header: t('status'),
        cell: ({ status: state }) => <StatusBadge state={state}>{t(state)}</StatusBadge>,
        text: ({ status: state }) => state,
      },
      {
        id: 'created',
        header: t('created'),
        cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
        text: ({ createdTs }) => createdTs,
      },
      ...(mayWrite
        ? [
            {
              id: 'change',
              header: '',
              isNumber: true,
              cell: (tracker: Tracker) => (
                <IconButton
                  label={`${t('rename')}: ${tracker.name}`}
                  icon={<Pencil className="size-4" />}
                  onClick={() => setChanged(tracker)}
                />
              ),
            },
          ]
        : []),
    ],
    [t, isOfOne, mayWrite],
  )
  return (
    <>
      <DataTable
        name={name}
        label={t('tabTrackers')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        filters={filters}
        empty={<Empty icon={<Tags className="size-5" />} title={t('trackersNone')} hint={t('trackersHint')} action={action} />}
      />
      {changed !== undefined && <TrackerDialog tracker={changed} onClose={() => setChanged(undefined)} />}
    </>
  )
}
