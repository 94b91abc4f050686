import { Upload } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Import } from '../../api/operator-api.ts'
import { Count } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { ImportState } from './import-state.tsx'
import { KINDS } from './kinds.ts'
import { importWords } from './words.ts'

/** Files that were brought along, and what became of them. */
export default function ImportsScene() {
  const t = useWords(importWords)
  const mayWrite = useMay('customers')
  const [{ kind }, setUrl] = useUrlState({ kind: '' })
  const pages = operatorApi.useList('GET /import', { query: { kind: KINDS.find((known) => known === kind) } })
  const create = mayWrite && (
    <ButtonLink look="primary" to="/imports/new">
      {t('create')}
    </ButtonLink>
  )
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={create}>
      <DataTable
        name="imports"
        label={t('title')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/imports/${id}`}
        filters={
          <FilterSelect
            label={t('anyKind')}
            value={kind}
            onChange={(next) => setUrl({ kind: next })}
            options={KINDS.map((known) => [known, t(`kind_${known}`)])}
          />
        }
        empty={<Empty icon={<Upload />} title={t('none')} hint={t('noneHint')} action={create} />}
      />
    </Page>
  )
}

function useColumns(): Column<Import>[] {
  const t = useWords(importWords)
  const count = (id: string, header: string, valueOf: (row: Import) => number): Column<Import> => ({
    id,
    header,
    isNumber: true,
    cell: (row) => <Count value={valueOf(row)} {...(id === 'failed' && valueOf(row) > 0 && { className: 'text-bad' })} />,
    text: valueOf,
  })
  return [
    { id: 'file', header: t('file'), cell: ({ fileName, kind }) => fileName ?? t(`kind_${kind}`), text: ({ fileName }) => fileName },
    { id: 'kind', header: t('kind'), cell: ({ kind }) => t(`kind_${kind}`), text: ({ kind }) => kind },
    { id: 'state', header: t('state'), cell: ({ status }) => <ImportState state={status} />, text: ({ status }) => status },
    { id: 'created', header: t('created'), cell: ({ createdTs }) => <Moment at={createdTs} />, text: ({ createdTs }) => createdTs },
    count('rows', t('rows'), ({ numRows }) => numRows),
    count('imported', t('imported'), ({ numImported }) => numImported),
    count('duplicates', t('duplicates'), ({ numDuplicates }) => numDuplicates),
    count('failed', t('failed'), ({ numFailed }) => numFailed),
  ]
}
