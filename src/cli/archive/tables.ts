import type pg from 'pg'

/** A table of the schema, with its partitions taken as one. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** It is bound to the programs by row-level security. */
  readonly isTenant: boolean
  /** Row-level security applies to this connection too. */
  readonly isGuarded: boolean
}

/** What says which schema this is, and is not part of it. */
const NOT_DATA = ['schema_migration']

/** All tables, each behind those that its foreign keys point at. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { readonly refersTo: string[] }>(
    `select c.relname as name, c.relrowsecurity as "isTenant", row_security_active(c.oid) as "isGuarded",
            (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
            coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid
              where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid), '{}') as "refersTo"
       from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1)
      order by c.relname`,
    [NOT_DATA],
  )
  return inOrder(rows)
}

function inOrder(tables: readonly (Table & { readonly refersTo: readonly string[] })[]): Table[] {
  const ordered: Table[] = []
  const placed = new Set<string>()
  for (let left = [...tables]; left.length > 0; ) {
    const free = left.filter(({ refersTo }) => refersTo.every((name) => placed.has(name)))
    if (free.length === 0) throw new Error(`tables that point at each other: ${left.map(({ name }) => name).join(', ')}`)
    for (const { refersTo: _refersTo, ...table } of free) {
      ordered.push(table)
      placed.add(table.name)
    }
    left = left.filter(({ name }) => !placed.has(name))
  }
  return ordered
}

export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
}

export async function appliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>('select name, checksum from schema_migration order by name')
  return rows
}

/** Months that have partitions of their own, `2026-11`. */
export async function partitionMonths(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select distinct replace(substring(c.relname from '_(\\d{4}_\\d{2})$'), '_', '-') as month from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relispartition and c.relkind = 'r' and c.relname ~ '_\\d{4}_\\d{2}$' order by 1`,
  )
  return rows.map(({ month }) => month)
}
