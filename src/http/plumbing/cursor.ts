import { DomainError } from '../../domain/errors.ts'
import { isUuid } from '../../domain/ids.ts'

export const DEFAULT_PAGE = 50
export const LARGEST_PAGE = 500

/** One page of a list, newest first. */
export interface Page<Row> {
  readonly items: readonly Row[]
  readonly nextCursor: string | null
}

/** The id after which the next page begins, or null for the first page. Throws `invalid_request` for what we never issued. */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const id = readCursorText(cursor)
  if (!isUuid(id)) throw badCursor()
  return id
}

/** Cuts the one row too many that tells whether there is a next page. Ask the database for `limit + 1` rows. */
export function cutPage<Row extends { readonly id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  return cutPageBy(rows, limit, (row) => row.id)
}

/** As `cutPage`, for lists whose order is not the id alone. */
export function cutPageBy<Row>(rows: readonly Row[], limit: number, positionOf: (row: Row) => string): Page<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items, nextCursor: hasMore ? writeCursor(positionOf(last)) : null }
}

/** The position inside a cursor, for lists whose order is not the id alone. The caller checks what it reads. */
export function readCursorText(cursor: string): string {
  if (!/^[A-Za-z0-9_-]{1,400}$/.test(cursor)) throw badCursor()
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!text.startsWith(VERSION)) throw badCursor()
  return text.slice(VERSION.length)
}

export function badCursor(): DomainError {
  const message = 'The cursor is not one of ours.'
  return new DomainError('invalid_request', { message, errors: [{ path: 'cursor', code: 'invalid_cursor', message }] })
}

const VERSION = '1:'

/** A position as a cursor. */
export function writeCursor(position: string): string {
  return Buffer.from(VERSION + position).toString('base64url')
}
