import { History, Trash2, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { LegacyLink } from '../../api/operator-api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { ImportDialog } from './import-legacy-dialog.tsx'
import { LinkTabs } from './link-tabs.tsx'
import { linkWords } from './words.ts'

const PARAMETERS = ['btag', 'stag', 'a_aid', 'path'] as const

/** Addresses that affiliates published under another platform. */
export default function LegacyLinksScene() {
  const t = useWords(linkWords)
  const mayWrite = useMay('affiliates')
  const [isImporting, setImporting] = useState(false)
  const [removed, setRemoved] = useState<LegacyLink>()
  const [filters, setFilters] = useUrlState({ parameter: '', value: '' })
  const remove = operatorApi.useSend('DELETE /legacy-link/{id}')
  const pages = operatorApi.useList('GET /legacy-link', {
    query: { parameter: PARAMETERS.find((one) => one === filters.parameter), value: filters.value || undefined },
  })
  const columns = useMemo(
    (): readonly Column<LegacyLink>[] => [
      {
        id: 'value',
        header: t('value'),
        cell: ({ value }) => (
          <span className="block max-w-96 truncate font-mono text-xs" title={value}>
            {value}
          </span>
        ),
        text: ({ value }) => value,
      },
      {
        id: 'parameter',
        header: t('parameter'),
        cell: ({ parameter }) => (parameter === 'path' ? t('path') : `?${parameter}=`),
        text: ({ parameter }) => parameter,
      },
      {
        id: 'link',
        header: t('goesTo'),
        cell: ({ trackingLinkId }) => <TextLink to={`/links/${trackingLinkId}`}>{t('link')}</TextLink>,
        text: ({ trackingLinkId }) => trackingLinkId,
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
              id: 'remove',
              header: '',
              isNumber: true,
              cell: (link: LegacyLink) => (
                <IconButton label={`${t('remove')}: ${link.value}`} icon={<Trash2 className="size-4" />} onClick={() => setRemoved(link)} />
              ),
            },
          ]
        : []),
    ],
    [t, mayWrite],
  )
  const add = mayWrite && (
    <Button look="primary" icon={<Upload className="size-4" aria-hidden="true" />} onClick={() => setImporting(true)}>
      {t('legacyAdd')}
    </Button>
  )
  return (
    <Page title={t('title')} tabs={<LinkTabs />} actions={add}>
      <DataTable
        name="legacy-links"
        label={t('tabLegacy')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        empty={<Empty icon={<History className="size-5" />} title={t('legacyNone')} hint={t('legacyHint')} action={add} />}
        filters={
          <>
            <SearchInput label={t('exactValue')} value={filters.value} onChange={(value) => setFilters({ value })} />
            <FilterSelect
              label={t('anyParameter')}
              value={filters.parameter}
              onChange={(parameter) => setFilters({ parameter })}
              options={PARAMETERS.map((one) => [one, one === 'path' ? t('path') : `?${one}=`])}
            />
          </>
        }
      />
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
      {removed !== undefined && (
        <Confirm
          isOpen
          isDanger
          onClose={() => setRemoved(undefined)}
          title={t('removeTitle')}
          confirmLabel={t('remove')}
          onConfirm={() => remove.mutateAsync({ params: { id: removed.id } }).then(() => toast(t('removed')))}
        >
          <code className="font-mono text-xs [overflow-wrap:anywhere]">{removed.value}</code>
          <p className="mt-2">{t('removeEffect')}</p>
        </Confirm>
      )}
    </Page>
  )
}
