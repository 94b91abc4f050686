import { Link2 } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { TrackingLink } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { linkWords } from './words.ts'

export const LINK_STATES = ['active', 'inactive', 'archived'] as const

interface LinkTableProps {
  readonly name: string
  readonly query: {
    readonly affiliateId?: string
    readonly trackerId?: string
    readonly brandId?: string
    readonly search?: string
    readonly status?: string
  }
  readonly filters?: ReactNode
  /** Without the column of whom a link belongs to. */
  readonly isOfOne?: boolean
  readonly nothingFound?: ReactNode
}

/** Tracking links, each leading to its page. */
export function LinkTable({ name, query, filters, isOfOne = false, nothingFound }: LinkTableProps) {
  const t = useWords(linkWords)
  const mayWrite = useMay('affiliates')
  const { status, ...rest } = query
  const pages = operatorApi.useList('GET /tracking-link', { query: { ...rest, status: LINK_STATES.find((state) => state === status) } })
  const columns = useMemo(
    (): readonly Column<TrackingLink>[] => [
      { id: 'link', header: t('link'), cell: ({ slug }) => <span className="font-mono text-xs">/c/{slug}</span>, text: ({ url }) => url },
      {
        id: 'copy',
        header: '',
        cell: ({ url }) => (
          <span className="relative z-10">
            <CopyButton text={url} />
          </span>
        ),
      },
      ...(isOfOne
        ? []
        : [
            {
              id: 'affiliate',
              header: t('affiliate'),
              cell: ({ affiliateId, affiliateName }: TrackingLink) => <AffiliateLink id={affiliateId} name={affiliateName} />,
              text: ({ affiliateName }: TrackingLink) => affiliateName,
            },
          ]),
      {
        id: 'tracker',
        header: t('tracker'),
        cell: ({ trackerName }) => <span className="block max-w-56 truncate">{trackerName}</span>,
        text: ({ trackerName }) => trackerName,
      },
      { id: 'brand', header: t('brand'), cell: ({ brandName }) => brandName, text: ({ brandName }) => brandName },
      {
        id: 'landing',
        header: t('landing'),
        cell: ({ landingPageUrl }) =>
          landingPageUrl === null ? (
            <span className="text-soft">{t('ofBrand')}</span>
          ) : (
            <span className="block max-w-64 truncate" title={landingPageUrl}>
              {landingPageUrl}
            </span>
          ),
        text: ({ landingPageUrl }) => landingPageUrl,
        isExtra: true,
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
    ],
    [t, isOfOne],
  )
  const add = mayWrite && (
    <ButtonLink to="/links/new" look="primary" {...(query.affiliateId && { search: { affiliateId: query.affiliateId } })}>
      {t('add')}
    </ButtonLink>
  )
  return (
    <DataTable
      name={name}
      label={t('tabLinks')}
      pages={pages}
      columns={columns}
      rowId={({ id }) => id}
      rowLink={({ id }) => `/links/${id}`}
      filters={filters}
      empty={nothingFound ?? <Empty icon={<Link2 className="size-5" />} title={t('none')} hint={t('noneHint')} action={add} />}
    />
  )
}
