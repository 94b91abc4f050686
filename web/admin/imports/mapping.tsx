import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Import, ImportPreview } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Confirm } from '../../ui/overlay.tsx'
import { Notice, Section } from '../../ui/page.tsx'
import { Said } from '../../ui/refusals/said.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { importWords } from './words.ts'

type Chosen = Readonly<Record<string, string | null>>

/** Which column holds what, with what comes of it right beside. */
export function Mapping({ found }: { readonly found: Import }) {
  const [chosen, setChosen] = useState<Chosen>()
  const [delimiter, setDelimiter] = useState<string>()
  const query = { ...(chosen && { mapping: JSON.stringify(chosen) }), ...(delimiter !== undefined && { delimiter }) }
  const preview = operatorApi.useGet('GET /import/{id}/preview', { params: { id: found.id }, query })
  return (
    <Load of={preview}>
      {(data) => (
        <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
          <Columns
            preview={data}
            chosen={chosen ?? data.mapping}
            onChoose={setChosen}
            delimiter={delimiter ?? data.delimiter}
            onDelimiter={(next) => {
              setChosen(undefined)
              setDelimiter(next)
            }}
          />
          <div className="grid min-w-0 gap-4">
            <Verdict preview={data} found={found} mapping={chosen ?? data.mapping} delimiter={delimiter ?? data.delimiter} />
            <Rows preview={data} />
          </div>
        </div>
      )}
    </Load>
  )
}

const DELIMITERS = [
  [',', 'delimiter_comma'],
  [';', 'delimiter_semicolon'],
  ['\t', 'delimiter_tab'],
  ['|', 'delimiter_pipe'],
] as const
const SELECT = 'h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2'

function Columns({
  preview,
  chosen,
  onChoose,
  delimiter,
  onDelimiter,
}: {
  readonly preview: ImportPreview
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  readonly delimiter: string
  readonly onDelimiter: (delimiter: string) => void
}) {
  const t = useWords(importWords)
  return (
    <Section title={t('mapping')} hint={t('mappingHint')}>
      <div className="grid gap-3">
        <label className="grid gap-1">
          <span className="font-medium">{t('delimiter')}</span>
          <select value={delimiter} onChange={(event) => onDelimiter(event.target.value)} className={SELECT}>
            {DELIMITERS.map(([value, name]) => (
              <option key={value} value={value}>
                {t(name)}
              </option>
            ))}
          </select>
        </label>
        {preview.fields.map(({ name, isRequired }) => {
          const isMissing = isRequired && (chosen[name] ?? null) === null
          return (
            <label key={name} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-2">
              <span className="truncate" title={name}>
                <code className="font-mono text-xs">{name}</code>
                {isRequired && <span className={classNames('ml-1 text-xs', isMissing ? 'text-bad' : 'text-soft')}>{t('required')}</span>}
              </span>
              <select
                aria-invalid={isMissing}
                value={chosen[name] ?? ''}
                onChange={(event) => onChoose({ ...chosen, [name]: event.target.value === '' ? null : event.target.value })}
                className={classNames(SELECT, (chosen[name] ?? null) === null && 'text-soft', isMissing && 'border-bad')}
              >
                <option value="">{t('notRead')}</option>
                {preview.heading
                  .filter((column) => column !== '')
                  .map((column) => (
                    <option key={column} value={column}>
                      {column}
                    </option>
                  ))}
              </select>
            </label>
          )
        })}
        {preview.ignoredColumns.length > 0 && (
          <p className="text-xs text-soft [overflow-wrap:anywhere]">{t('ignored', { columns: preview.ignoredColumns.join(', ') })}</p>
        )}
      </div>
    </Section>
  )
}

function Verdict({
  preview,
  found,
  mapping,
  delimiter,
}: {
  readonly preview: ImportPreview
  readonly found: Import
  readonly mapping: Chosen
  readonly delimiter: string
}) {
  const t = useWords(importWords)
  const { numLookedAt, numReady, numRefused, isWholeFile, fields } = preview
  const missing = fields.filter(({ name, isRequired }) => isRequired && (mapping[name] ?? null) === null).map(({ name }) => name)
  return (
    <Notice tone={missing.length > 0 || numReady === 0 ? 'bad' : numRefused > 0 ? 'warn' : 'good'}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div role="status">
          <p className="font-medium">{isWholeFile ? t('checkedAll', { count: numLookedAt }) : t('checked', { count: numLookedAt })}</p>
          <p>
            {missing.length > 0
              ? t('missing', { fields: missing.join(', ') })
              : [t('ready', { count: numReady }), ...(numRefused > 0 ? [t('refused', { count: numRefused })] : [])].join(' · ')}
          </p>
        </div>
        <StartButton found={found} mapping={mapping} delimiter={delimiter} isReady={missing.length === 0} />
      </div>
    </Notice>
  )
}

function StartButton({
  found,
  mapping,
  delimiter,
  isReady,
}: {
  readonly found: Import
  readonly mapping: Chosen
  readonly delimiter: string
  readonly isReady: boolean
}) {
  const t = useWords(importWords)
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /import/{id}/start')
  return (
    <>
      <Button look="primary" disabled={!isReady} onClick={() => setOpen(true)}>
        {t('start')}
      </Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('startTitle')}
        confirmLabel={t('start')}
        onConfirm={async () => {
          await mutateAsync({ params: { id: found.id }, body: { mapping, delimiter } })
          toast(t('started'))
        }}
      >
        {t('startText', { kind: t(`kind_${found.kind}`), file: found.fileName ?? '' })}
      </Confirm>
    </>
  )
}

/** The first rows as they would be read; what is wrong stands beside its row. */
function Rows({ preview }: { readonly preview: ImportPreview }) {
  const t = useWords(importWords)
  const shown = useMemo(() => preview.fields.map(({ name }) => name).filter((name) => (preview.mapping[name] ?? null) !== null), [preview])
  const refused = preview.refused.filter(({ line }) => !preview.rows.some((row) => row.line === line))
  return (
    <Section title={t('preview')} isFlush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section aria-label={t('preview')} tabIndex={0} className="max-h-[32rem] overflow-auto">
        <table className="w-full border-collapse text-left text-xs">
          <thead className="sticky top-0 bg-surface">
            <tr className="border-b border-line text-soft">
              <th scope="col" className="px-3 py-2 text-right font-medium">
                {t('line')}
              </th>
              {shown.map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map(({ line, values, errors }) => (
              <tr key={line} className={classNames('border-b border-line last:border-0 align-top', errors.length > 0 && 'bg-bad-soft/40')}>
                <td className="px-3 py-1.5 text-right text-soft tabular-nums">{line}</td>
                {errors.length > 0 ? (
                  <td colSpan={Math.max(1, shown.length)} className="px-3 py-1.5">
                    {errors.map((error) => (
                      <p key={`${error.path} ${error.code}`}>
                        {error.path !== '' && <Badge tone="bad">{error.path}</Badge>} <Said text={error.message} />
                      </p>
                    ))}
                  </td>
                ) : (
                  shown.map((name) => (
                    <td key={name} className="max-w-56 truncate px-3 py-1.5">
                      {textOf(values?.[name])}
                    </td>
                  ))
                )}
              </tr>
            ))}
            {refused.map(({ line, message }) => (
              <tr key={line} className="border-b border-line bg-bad-soft/40 align-top last:border-0">
                <td className="px-3 py-1.5 text-right text-soft tabular-nums">{line}</td>
                <td colSpan={Math.max(1, shown.length)} className="px-3 py-1.5">
                  <Said text={message} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
