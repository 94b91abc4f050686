import { z } from 'zod'
import type { Uuid } from '../../domain/ids.ts'

export const MANIFEST_NAME = 'manifest.json'
export const FORMAT = 'fairshare-backup'
export const FORMAT_VERSION = 1

const part = z.object({ name: z.string(), sha256: z.string() })
const rowSet = z.object({
  table: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)),
  rows: z.int().min(0),
  parts: z.array(part),
})

/** What a backup holds; its last entry. */
export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  madeAt: z.string(),
  /** The level of the schema: names and checksums of what was applied. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Months that had partitions of their own, `2026-11`. */
  months: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
  rowSets: z.array(rowSet),
})

export type Manifest = z.output<typeof manifestSchema>
export type RowSet = z.output<typeof rowSet>

/** A set of rows that is copied by one statement: a whole table, or what one program has in it. */
export interface CopyUnit {
  readonly table: string
  readonly columns: readonly string[]
  /** Null: all rows. */
  readonly programId: Uuid | null
}
