import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, Columns3, Download } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Pages } from '../api/client.ts'
import { Button, IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { downloadCsv } from './csv.ts'
import { kitWords } from './kit-words.ts'
import { Menu } from './overlay.tsx'
import { Failed, Loading } from './states.tsx'
import { useUrlState } from './url-state.ts'
import { useWords } from './words.ts'
import { Link } from './link.tsx'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** What the column says in plain: for the export, and for sorting what is complete. Without it, neither. */
  readonly text?: (row: Row) => string | number | null | undefined
  /** Amounts and counts stand to the right. */
  readonly isNumber?: boolean
  /** Not shown until asked for. */
  readonly isExtra?: boolean
  /** The API's own name of this order: sorting asks it again, `?sort=name` and `?sort=-name` in the address. */
  readonly serverSort?: string
}

interface TableProps<Row> {
  /** Of the list it shows: for the reader's choice of columns and the export's file name. */
  readonly name: string
  readonly label: string
  readonly pages: Pages<Row>
  readonly columns: readonly Column<Row>[]
  readonly rowId: (row: Row) => string
  /** Where a row leads, below the app … */
  readonly rowLink?: (row: Row) => string
  /** … or what opens beside it. */
  readonly onOpen?: (row: Row) => void
  /** What can be done with several rows at once. */
  readonly bulk?: (rows: readonly Row[], clear: () => void) => ReactNode
  /** Search and filters, above the table. */
  readonly filters?: ReactNode
  readonly empty: ReactNode
}

const ROW_PX = 41
/** Shorter lists are drawn whole: finding in the page and printing work then. */
const DRAWN_WHOLE = 150
const MOST_EXPORTED = 100_000

/**
 * The one way to show a list: filters, sort, choice of columns, selection, export, pages that follow as the reader scrolls. Rows beyond some hundred
 * are drawn only where they are seen. Sorting by a column without `serverSort` is offered when the whole list is there.
 */
export function DataTable<Row>(props: TableProps<Row>) {
  const { pages, columns, rowId, bulk, filters, empty, name, label } = props
  const [hidden, setHidden] = useHiddenColumns(name, columns)
  const [{ sort }, setUrl] = useUrlState({ sort: '' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const shown = columns.filter(({ id }) => !hidden.has(id))
  const rows = useSorted(pages, columns, sort)
  const chosen = bulk === undefined ? [] : rows.filter((row) => selected.has(rowId(row)))
  const clear = () => setSelected(new Set())

  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2 empty:hidden">
        {chosen.length > 0 && bulk !== undefined ? (
          <Selection count={chosen.length} clear={clear}>
            {bulk(chosen, clear)}
          </Selection>
        ) : (
          filters
        )}
        <Tools name={name} pages={pages} rows={rows} columns={columns} hidden={hidden} setHidden={setHidden} />
      </div>
      {pages.error !== null && rows.length === 0 ? (
        <Failed error={pages.error} onRetry={pages.reload} />
      ) : pages.isLoading ? (
        <div className="px-4">
          <Loading />
        </div>
      ) : rows.length === 0 ? (
        empty
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        <section aria-label={label} tabIndex={0} className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <Head
              columns={shown}
              sort={sort}
              onSort={(next) => setUrl({ sort: next })}
              isComplete={!pages.hasMore}
              {...(bulk && {
                all: {
                  isOn: chosen.length === rows.length,
                  toggle: () => (chosen.length === rows.length ? clear() : setSelected(new Set(rows.map(rowId)))),
                },
              })}
            />
            <Body {...props} rows={rows} columns={shown} selected={selected} setSelected={setSelected} />
          </table>
        </section>
      )}
      <Foot pages={pages} count={rows.length} />
    </div>
  )
}

function Selection({ count, clear, children }: { readonly count: number; readonly clear: () => void; readonly children: ReactNode }) {
  const t = useWords(kitWords)
  return (
    <div className="flex flex-1 flex-wrap items-center gap-2">
      <span role="status" className="font-medium">
        {t('selected', { count })}
      </span>
      {children}
      <Button look="ghost" size="small" onClick={clear}>
        {t('clearSelection')}
      </Button>
    </div>
  )
}

interface ToolsProps<Row> {
  readonly name: string
  readonly pages: Pages<Row>
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly hidden: ReadonlySet<string>
  readonly setHidden: (hidden: ReadonlySet<string>) => void
}

function Tools<Row>({ name, pages, rows, columns, hidden, setHidden }: ToolsProps<Row>) {
  const t = useWords(kitWords)
  const exporting = useExport(name, pages, columns)
  if (rows.length === 0) return null
  const toggle = (id: string) => setHidden(new Set(hidden.has(id) ? [...hidden].filter((other) => other !== id) : [...hidden, id]))
  return (
    <div className="ml-auto flex items-center gap-1">
      {exporting.isRunning && (
        <span role="status" className="text-xs text-soft">
          {t('exporting', { count: rows.length })}
        </span>
      )}
      <Menu
        trigger={<IconButton label={t('columns')} icon={<Columns3 className="size-4" />} />}
        entries={columns.map(({ id, header }) => ({
          label: `${hidden.has(id) ? '' : '✓ '}${header}`,
          onSelect: () => toggle(id),
          isDisabled: !hidden.has(id) && columns.length - hidden.size === 1,
        }))}
      />
      {columns.some(({ text }) => text !== undefined) && (
        <IconButton label={t('export')} icon={<Download className="size-4" />} disabled={exporting.isRunning} onClick={exporting.start} />
      )}
    </div>
  )
}

/** Loads what is not there yet, page after page, and then saves it. */
function useExport<Row>(
  name: string,
  pages: Pages<Row>,
  columns: readonly Column<Row>[],
): { readonly isRunning: boolean; readonly start: () => void } {
  const [isRunning, setRunning] = useState(false)
  const { rows, hasMore, isLoadingMore, loadMore, error } = pages
  useEffect(() => {
    if (!isRunning || isLoadingMore) return
    if (hasMore && error === null && rows.length < MOST_EXPORTED) return loadMore()
    setRunning(false)
    const told = columns.filter(({ text }) => text !== undefined)
    downloadCsv(
      `${name}.csv`,
      told.map(({ header }) => header),
      rows.map((row) => told.map(({ text }) => text?.(row) ?? '')),
    )
  }, [isRunning, isLoadingMore, hasMore, error, rows, loadMore, columns, name])
  return { isRunning, start: () => setRunning(true) }
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly isComplete: boolean
  readonly all?: { readonly isOn: boolean; readonly toggle: () => void }
}

function Head<Row>({ columns, sort, onSort, isComplete, all }: HeadProps<Row>) {
  const t = useWords(kitWords)
  return (
    <thead>
      <tr className="border-b border-line text-xs text-soft">
        {all !== undefined && (
          <th scope="col" className="w-8 py-2 pl-3">
            <input
              type="checkbox"
              aria-label={t('selectAll')}
              checked={all.isOn}
              onChange={all.toggle}
              className="size-4 align-middle accent-accent"
            />
          </th>
        )}
        {columns.map((column) => {
          const by = sortName(column, isComplete)
          const direction = by === undefined ? undefined : sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : undefined
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={direction ?? (by === undefined ? undefined : 'none')}
              className={classNames('px-3 py-2 font-medium whitespace-nowrap', column.isNumber === true && 'text-right')}
            >
              {by === undefined ? (
                column.header
              ) : (
                <button
                  type="button"
                  title={t('sortBy', { column: column.header })}
                  className="inline-flex items-center gap-1 hover:text-ink"
                  onClick={() => onSort(direction === undefined ? by : direction === 'ascending' ? `-${by}` : '')}
                >
                  {column.header}
                  {direction === 'ascending' && <ArrowUp className="size-3" aria-hidden="true" />}
                  {direction === 'descending' && <ArrowDown className="size-3" aria-hidden="true" />}
                </button>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface BodyProps<Row> extends TableProps<Row> {
  readonly rows: readonly Row[]
  readonly selected: ReadonlySet<string>
  readonly setSelected: (selected: ReadonlySet<string>) => void
}

function Body<Row>(props: BodyProps<Row>) {
  return props.rows.length <= DRAWN_WHOLE ? (
    <tbody>
      {props.rows.map((row) => (
        <TableRow key={props.rowId(row)} {...props} row={row} />
      ))}
    </tbody>
  ) : (
    <WindowedBody {...props} />
  )
}

function WindowedBody<Row>(props: BodyProps<Row>) {
  const { rows, rowId, columns } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  useEffect(() => setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [])
  const windowed = useWindowVirtualizer({ count: rows.length, estimateSize: () => ROW_PX, overscan: 12, scrollMargin: top })
  const items = windowed.getVirtualItems()
  const before = (items[0]?.start ?? top) - top
  const after = windowed.getTotalSize() - ((items.at(-1)?.end ?? top) - top)
  return (
    <tbody ref={body}>
      {before > 0 && (
        <tr>
          <td colSpan={columns.length + 1} style={{ height: before }} />
        </tr>
      )}
      {items.map(({ index }) => {
        const row = rows[index]
        return row === undefined ? null : <TableRow key={rowId(row)} {...props} row={row} />
      })}
      {after > 0 && (
        <tr>
          <td colSpan={columns.length + 1} style={{ height: after }} />
        </tr>
      )}
    </tbody>
  )
}

function TableRow<Row>({ row, columns, rowId, rowLink, onOpen, bulk, selected, setSelected }: BodyProps<Row> & { readonly row: Row }) {
  const t = useWords(kitWords)
  const id = rowId(row)
  const toggle = () => setSelected(new Set(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id]))
  return (
    <tr className={classNames('group relative border-b border-line last:border-0 hover:bg-raised/60', selected.has(id) && 'bg-raised')}>
      {bulk !== undefined && (
        <td className="relative z-10 w-8 py-2 pl-3">
          <input
            type="checkbox"
            aria-label={t('selectRow')}
            checked={selected.has(id)}
            onChange={toggle}
            className="size-4 align-middle accent-accent"
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={classNames('h-10 px-3 py-1.5 align-middle', column.isNumber === true ? 'text-right tabular-nums' : 'max-w-96')}
        >
          {index === 0 ? (
            <Lead row={row} {...(rowLink && { rowLink })} {...(onOpen && { onOpen })}>
              {column.cell(row)}
            </Lead>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}

/** The first cell leads on for the whole row: one link for readers and keyboards, the row's surface for pointers. */
function Lead<Row>({
  row,
  rowLink,
  onOpen,
  children,
}: {
  readonly row: Row
  readonly rowLink?: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly children: ReactNode
}) {
  const look = 'font-medium after:absolute after:inset-0 group-hover:underline underline-offset-3 decoration-line text-left'
  if (rowLink !== undefined)
    return (
      <Link to={rowLink(row)} className={look}>
        {children}
      </Link>
    )
  if (onOpen !== undefined)
    return (
      <button type="button" className={look} onClick={() => onOpen(row)}>
        {children}
      </button>
    )
  return children
}

function Foot<Row>({ pages, count }: { readonly pages: Pages<Row>; readonly count: number }) {
  const t = useWords(kitWords)
  const end = useRef<HTMLDivElement>(null)
  const { hasMore, isLoadingMore, loadMore } = pages
  useEffect(() => {
    if (end.current === null || !hasMore || isLoadingMore) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && loadMore(), { rootMargin: '600px' })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [hasMore, isLoadingMore, loadMore])
  if (count === 0) return null
  return (
    <div ref={end} className="flex items-center justify-between gap-2 border-t border-line px-3 py-2 text-xs text-soft">
      <span>{hasMore ? t('rowsSoFar', { count }) : t('rows', { count })}</span>
      {hasMore && (
        <Button size="small" isBusy={isLoadingMore} onClick={loadMore}>
          {t('loadMore')}
        </Button>
      )}
    </div>
  )
}

/** Which order a column can be brought in now, if any. */
function sortName<Row>({ id, text, serverSort }: Column<Row>, isComplete: boolean): string | undefined {
  return serverSort ?? (text !== undefined && isComplete ? id : undefined)
}

function useSorted<Row>(pages: Pages<Row>, columns: readonly Column<Row>[], sort: string): readonly Row[] {
  const { rows, hasMore } = pages
  return useMemo(() => {
    const column = columns.find(({ id, serverSort }) => serverSort === undefined && id === sort.replace(/^-/, ''))
    const text = column?.text
    if (text === undefined || hasMore) return rows
    const sign = sort.startsWith('-') ? -1 : 1
    return [...rows].sort((one, other) => sign * compare(text(one), text(other)))
  }, [rows, hasMore, columns, sort])
}

function compare(one: string | number | null | undefined, other: string | number | null | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one ?? '').localeCompare(String(other ?? ''), undefined, { numeric: true })
}

/** The reader's choice of columns, kept in the browser per list. */
function useHiddenColumns<Row>(
  name: string,
  columns: readonly Column<Row>[],
): readonly [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const key = `fairshare.columns.${name}`
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => {
    const kept = localStorage.getItem(key)
    return new Set(kept === null ? columns.filter(({ isExtra }) => isExtra === true).map(({ id }) => id) : kept.split(',').filter(Boolean))
  })
  const keep = (next: ReadonlySet<string>) => {
    localStorage.setItem(key, [...next].join(','))
    setHidden(next)
  }
  return [hidden, keep]
}
