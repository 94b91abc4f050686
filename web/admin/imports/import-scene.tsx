import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Import, ImportLine } from '../../api/operator-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Count } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Notice, Page, Section, Stat, Stats } from '../../ui/page.tsx'
import { Said } from '../../ui/refusals/said.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { ImportState } from './import-state.tsx'
import { Mapping } from './mapping.tsx'
import { importWords } from './words.ts'

const AT_WORK: readonly Import['status'][] = ['reading', 'taking', 'settling']

/** One file on its way: columns and preview, progress, what became of each line. */
export default function ImportScene() {
  const t = useWords(importWords)
  const id = useSceneParam('importId')
  const found = operatorApi.useGet(
    'GET /import/{id}',
    { params: { id } },
    { everyMs: (data) => (AT_WORK.includes((data as Import | undefined)?.status ?? 'done') ? 1_000 : false) },
  )
  if (found.data === undefined)
    return (
      <Page title={t('title')} back={{ to: '/imports', label: t('back') }}>
        <Load of={found}>{() => null}</Load>
      </Page>
    )
  const { data } = found
  const isOpen = data.status === 'ready' || data.status === 'uploading' || data.status === 'reading' || data.status === 'taking'
  return (
    <Page
      title={data.fileName ?? t(`kind_${data.kind}`)}
      back={{ to: '/imports', label: t('back') }}
      subtitle={
        <span className="flex items-center gap-2">
          <ImportState state={data.status} />
          {t(`kind_${data.kind}`)}
        </span>
      }
      actions={isOpen ? <CancelButton id={data.id} /> : <ButtonLink to="/imports/new">{t('again')}</ButtonLink>}
    >
      {data.error !== null && (
        <Notice tone="bad">
          <Said text={data.error.message} />
        </Notice>
      )}
      {data.status === 'ready' ? <Mapping found={data} /> : <Progress found={data} />}
    </Page>
  )
}

function CancelButton({ id }: { readonly id: string }) {
  const t = useWords(importWords)
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /import/{id}/cancellation')
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('cancel')}</Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('cancelTitle')}
        confirmLabel={t('cancel')}
        isDanger
        onConfirm={async () => {
          await mutateAsync({ params: { id }, body: {} })
          toast(t('cancelled'))
        }}
      >
        {t('cancelText')}
      </Confirm>
    </>
  )
}

function Progress({ found }: { readonly found: Import }) {
  const t = useWords(importWords)
  const { status, numRows, numImported, numDuplicates, numWaiting, numFailed } = found
  const done = numImported + numDuplicates + numWaiting + numFailed
  return (
    <>
      {AT_WORK.includes(status) && (
        <Section>
          <div role="status" className="grid gap-2">
            <p className="font-medium">
              {status === 'reading' ? t('progressReading', { all: numRows }) : t('progress', { done, all: numRows })}
            </p>
            <progress
              aria-label={t('title')}
              max={Math.max(1, numRows)}
              value={status === 'reading' ? undefined : done}
              className="h-2 w-full accent-accent"
            />
            <p className="text-soft">{t('leave')}</p>
          </div>
        </Section>
      )}
      <Stats>
        <Stat label={t('rows')} value={<Count value={numRows} />} />
        <Stat label={t('imported')} value={<Count value={numImported} />} />
        <Stat label={t('duplicates')} value={<Count value={numDuplicates} />} />
        <Stat label={t('waiting')} value={<Count value={numWaiting} />} {...(numWaiting > 0 && { below: t('waitingHint') })} />
        <Stat label={t('failed')} value={<Count value={numFailed} className={numFailed > 0 ? 'text-bad' : ''} />} />
      </Stats>
      {numRows > 0 && <Lines found={found} />}
    </>
  )
}

const OUTCOMES = ['imported', 'duplicate', 'waiting', 'failed', 'skipped'] as const
const TONES = { imported: 'good', duplicate: 'quiet', waiting: 'warn', failed: 'bad', skipped: 'quiet' } as const

function Lines({ found }: { readonly found: Import }) {
  const t = useWords(importWords)
  const [{ outcome }, setUrl] = useUrlState({ outcome: '' })
  const params = { id: found.id }
  const pages = operatorApi.useList('GET /import/{id}/line', { params, query: { outcome: OUTCOMES.find((known) => known === outcome) } })
  const columns: Column<ImportLine>[] = [
    { id: 'line', header: t('line'), cell: ({ line }) => <span className="tabular-nums">{line}</span>, text: ({ line }) => line },
    {
      id: 'key',
      header: t('key'),
      cell: ({ key }) => <span className="[overflow-wrap:anywhere]">{key ?? '–'}</span>,
      text: ({ key }) => key,
    },
    {
      id: 'outcome',
      header: t('state'),
      cell: ({ outcome: one }) =>
        one === null ? <span className="text-soft">{t('toCome')}</span> : <Badge tone={TONES[one]}>{t(`outcome_${one}`)}</Badge>,
      text: ({ outcome: one }) => one,
    },
    {
      id: 'why',
      header: t('why'),
      cell: ({ message }) => <span className="text-soft [overflow-wrap:anywhere]">{message !== null && <Said text={message} />}</span>,
      text: ({ message }) => message,
    },
  ]
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <div>
          <h2 className="text-base font-semibold">{t('outcome')}</h2>
          <p className="text-soft">{t('kept')}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {found.numFailed > 0 && (
            <ButtonAnchor
              size="small"
              isDownload
              href={fileUrl('/api/v1', '/import/{id}/lines.csv', { params, query: { outcome: 'failed' } })}
            >
              {t('csvFailed')}
            </ButtonAnchor>
          )}
          <ButtonAnchor size="small" isDownload href={fileUrl('/api/v1', '/import/{id}/lines.csv', { params })}>
            {t('csvAll')}
          </ButtonAnchor>
        </div>
      </div>
      <DataTable
        name="import-lines"
        label={t('outcome')}
        pages={pages}
        columns={columns}
        rowId={({ line, key }) => `${line} ${key}`}
        filters={
          <FilterSelect
            label={t('anyOutcome')}
            value={outcome}
            onChange={(next) => setUrl({ outcome: next })}
            options={OUTCOMES.map((known) => [known, t(`outcome_${known}`)])}
          />
        }
        empty={<Empty title={t('noLines')} />}
      />
    </section>
  )
}
