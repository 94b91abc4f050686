import type pg from 'pg'
import { firstIdAt } from '../domain/ids.ts'
import { APP_ROLE } from './migrate.ts'

interface PartitionedTable {
  readonly name: string
  /** A month's first moment as a bound of the partition key. */
  bound(instant: Date): string
}

const PARTITIONED: readonly PartitionedTable[] = [
  { name: 'click', bound: (instant) => instant.toISOString() },
  // Ids are UUIDv7: a range of ids is a range of recording time.
  { name: 'event', bound: (instant) => firstIdAt(instant) },
  { name: 'transaction', bound: (instant) => firstIdAt(instant) },
]

/** This month and the next ones: a worker that does not run for two months still finds its partition. */
const MONTHS_AHEAD = 2
const LOCK_TIMEOUT_MS = 3_000

/**
 * Makes the partitions of this month (UTC) and the two after it, as the owner of the tables. A month that cannot be made now,
 * because its rows lie in the default partition already or the table is busy, is left to the default partition.
 * @returns names of the partitions made.
 */
export async function keepPartitionsAhead(owner: pg.Client, now: Date): Promise<string[]> {
  const made: string[] = []
  for (const table of PARTITIONED) {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead))
      const name = `${table.name}_${month.toISOString().slice(0, 7).replace('-', '_')}`
      if (await makePartition(owner, table, month, name)) made.push(name)
    }
  }
  return made
}

async function makePartition(owner: pg.Client, table: PartitionedTable, month: Date, name: string): Promise<boolean> {
  const { rowCount } = await owner.query('select from pg_class where oid = to_regclass($1)', [name])
  if (rowCount) return false
  const next = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1))
  try {
    await owner.query('begin')
    await owner.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    // Made apart and attached: that lets readers and writers of the parent go on.
    await owner.query(`create table ${name} (like ${table.name} including all)`)
    await secureAsParent(owner, table.name, name)
    await owner.query(
      `alter table ${table.name} attach partition ${name} for values from ('${table.bound(month)}') to ('${table.bound(next)}')`,
    )
    await owner.query('commit')
    return true
  } catch (error) {
    await owner.query('rollback').catch(() => undefined)
    if (isLeftToDefault(error)) return false
    throw error
  }
}

/** A partition can be named in a statement by itself; it gets no more rights than its parent and the same policy. */
async function secureAsParent(owner: pg.Client, parent: string, partition: string): Promise<void> {
  await owner.query(`alter table ${partition} enable row level security`)
  await owner.query(`alter table ${partition} force row level security`)
  const policies = await owner.query<{ polname: string; using: string }>(
    'select polname, pg_get_expr(polqual, polrelid) as using from pg_policy where polrelid = to_regclass($1)',
    [parent],
  )
  for (const { polname, using } of policies.rows) await owner.query(`create policy ${polname} on ${partition} using ${using}`)
  const grants = await owner.query<{ privilege: string }>(
    `select a.privilege_type as privilege from pg_class c, aclexplode(c.relacl) a
      where c.oid = to_regclass($1) and a.grantee = $2::regrole
     union all
     select a.privilege_type || ' (' || string_agg(quote_ident(t.attname), ', ' order by t.attnum) || ')'
       from pg_attribute t, aclexplode(t.attacl) a
      where t.attrelid = to_regclass($1) and a.grantee = $2::regrole group by a.privilege_type`,
    [parent, APP_ROLE],
  )
  for (const { privilege } of grants.rows) await owner.query(`grant ${privilege} on ${partition} to ${APP_ROLE}`)
}

const LEFT_TO_DEFAULT = new Set([
  '23514', // check_violation: rows of this month lie in the default partition
  '55P03', // lock_not_available: try again tomorrow
  '42P07', // duplicate_table: another worker was first
  '40P01', // deadlock_detected
])

function isLeftToDefault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && LEFT_TO_DEFAULT.has(String(error.code))
}
