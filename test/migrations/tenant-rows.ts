import type pg from 'pg'
import { firstIdAt } from '../../src/domain/ids.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly allowed: string | null
}

/** Values that a table's check constraints ask for, where the plain ones below, or none, would not pass. */
const PARTICULAR: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  affiliate_session: { acted_by: "'x'" },
  commission: { amount_minor: '0', kind: "'zero'", award_key: "'x'" },
  media: { width: '1', height: '1', words: "'x'" },
  media_file: { sha256: "decode(repeat('00', 32), 'hex')" },
  payout_method: { sealed_details: "'\\x00'" },
  period: { starts_at: "'2026-11-01'", ends_at: "'2026-12-01'" },
  postback: { url: "'https://a.example'", events: "'{sale}'" },
  report_mark: { clicks_at: 'now()' },
  plan_text: { sha256: "repeat('0', 64)" },
}

/** Every table with a program_id under row-level security, and the partitions behind them. */
export async function tenantTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity order by relname`,
  )
  return rows.map((row) => row.relname)
}

/** Puts one row of a program into every tenant table. Needs a superuser: foreign keys are not checked. */
export async function fillTenantTables(client: pg.Client, programId: string): Promise<void> {
  await client.query("set session_replication_role = 'replica'")
  for (const table of await tenantTables(client)) {
    const plain = (await requiredColumns(client, table)).map((column) => [column.name, valueFor(column, programId)])
    const values: Readonly<Record<string, string>> = { ...Object.fromEntries(plain), ...PARTICULAR[table], ...partitionKey(table) }
    await client.query(
      `insert into ${table} (${Object.keys(values).join(', ')}) select ${Object.values(values).join(', ')}
        where not exists (select from ${table} where program_id = '${programId}')`,
    )
  }
  await client.query("set session_replication_role = 'origin'")
}

/** A row of a partition must lie in its month, one of a default partition in no month that has its own. */
function partitionKey(table: string): Record<string, string> {
  const [, parent, month] = /^(click|event|transaction)_(default|\d{4}_\d{2})$/.exec(table) ?? []
  if (parent === undefined || month === undefined) return {}
  const day = new Date(month === 'default' ? '2099-01-15' : `${month.replace('_', '-')}-15`)
  return parent === 'click' ? { occurred_at: `'${day.toISOString()}'` } : { id: `'${firstIdAt(day)}'` }
}

async function requiredColumns(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
         and pg_get_constraintdef(k.oid) like '%ANY (ARRAY[%' limit 1) as allowed
     from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and a.attnotnull and not a.atthasdef and a.attidentity = ''`,
    [table],
  )
  return rows
}

function valueFor({ name, type, allowed }: Column, programId: string): string {
  if (name === 'program_id') return `'${programId}'`
  const first = allowed === null ? undefined : /'([^']*)'::text/.exec(allowed)?.[1]
  if (first !== undefined) return `'${first}'`
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type.startsWith('timestamp')) return 'now()'
  if (type === 'boolean') return 'true'
  if (type === 'bytea') return "'\\x00'"
  if (type === 'json' || type === 'jsonb') return "'{}'"
  if (type.endsWith('[]')) return "'{}'"
  if (type.startsWith('character')) return "'EUR'"
  return type === 'text' ? "'x'" : '1'
}
