import type pg from 'pg'
import { APP_ROLE } from './migrate.ts'

/** One column as the catalogue of the database knows it. */
interface Column {
  readonly name: string
  readonly type: string
  readonly isNullable: boolean
  readonly defaultSql: string | null
  readonly isIdentity: boolean
  /** The values its check constraint lists, if it has such a one. */
  readonly allowed: readonly string[]
}

interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly partition: string | null
  readonly options: string | null
  readonly hasRowSecurity: boolean
  readonly constraints: readonly string[]
  readonly indexes: readonly string[]
  readonly policies: readonly string[]
  readonly grants: readonly string[]
}

/** Months come and go with time; the schema is what stays. */
const MONTH_PARTITION = '_\\d{4}_\\d{2}$'

/** The schema of a migrated database as SQL to read (`src/db/schema.sql`): what a reviewer sees change with a migration. */
export async function describeAsSql(client: pg.Client): Promise<string> {
  const [tables, types] = [await readTables(client), await readTexts(client, COMPOSITE_TYPES)]
  return `-- The schema after all migrations. Made by "npm run schema"; edit a migration, not this file.\n\n${[...types, ...tables.map(tableAsSql)].join('\n')}`
}

/** The schema of a migrated database as types for the statement builder (`src/db/schema.ts`). */
export async function describeAsTypes(client: pg.Client): Promise<string> {
  const tables = (await readTables(client)).filter((table) => table.partition === null || !table.partition.startsWith('partition of'))
  const members = tables.map((table) => `  ${table.name}: ${interfaceName(table.name)}`)
  return `${TYPES_HEADER}\nexport interface Schema {\n${members.join('\n')}\n}\n\n${tables.map(tableAsTypes).join('\n')}`
}

async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ oid: number; name: string; partition: string | null; options: string | null; rls: boolean }>(
    `select c.oid::int as oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as rls, array_to_string(c.reloptions, ', ') as options,
       case when c.relkind = 'p' then 'partition by ' || lower(pg_get_partkeydef(c.oid))
            when c.relispartition then 'partition of ' || (select inhparent::regclass from pg_inherits where inhrelid = c.oid)
              || ' ' || lower(pg_get_expr(c.relpartbound, c.oid)) end as partition
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname !~ $1
     order by c.relname`,
    [MONTH_PARTITION],
  )
  const tables: Table[] = []
  for (const { oid, name, partition, options, rls } of rows) {
    tables.push({
      name,
      partition,
      options,
      hasRowSecurity: rls,
      columns: await readColumns(client, oid),
      constraints: await readTexts(client, CONSTRAINTS, oid),
      indexes: await readTexts(client, INDEXES, oid),
      policies: await readTexts(client, POLICIES, oid),
      grants: await readTexts(client, GRANTS, oid, APP_ROLE),
    })
  }
  return tables
}

// PostgreSQL 18 lists not-null constraints too; the column says that already, and 15 to 17 do not.
const CONSTRAINTS = `select conname || ' ' || pg_get_constraintdef(oid) as text from pg_constraint
  where conrelid = $1 and contype <> 'n' order by contype <> 'p', conname`
const INDEXES = `select pg_get_indexdef(i.indexrelid) as text from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = $1) order by c.relname`
const POLICIES = `select 'create policy ' || polname || ' on ' || $1::oid::regclass || ' using ' || pg_get_expr(polqual, polrelid) as text from pg_policy where polrelid = $1 order by polname`
const GRANTS = `select lower(string_agg(a.privilege_type, ', ' order by a.privilege_type)) as text from pg_class c, aclexplode(c.relacl) a
  where c.oid = $1 and a.grantee = $2::regrole group by c.oid
  union all
  select lower(a.privilege_type) || ' (' || string_agg(t.attname, ', ' order by t.attnum) || ')' from pg_attribute t, aclexplode(t.attacl) a
  where t.attrelid = $1 and a.grantee = $2::regrole group by a.privilege_type`

const COMPOSITE_TYPES = `select 'create type ' || c.relname || E' as (\\n  ' || string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), E',\\n  ' order by a.attnum)
    || E'\\n);\\n' as text
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relnamespace = 'public'::regnamespace and c.relkind = 'c' group by c.relname order by c.relname`

async function readTexts(client: pg.Client, sql: string, ...values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(sql, values)
  return rows.map((row) => row.text)
}

async function readColumns(client: pg.Client, table: number): Promise<Column[]> {
  const { rows } = await client.query<{ name: string; type: string; nullable: boolean; default_sql: string | null; identity: boolean }>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
       pg_get_expr(d.adbin, d.adrelid) as default_sql, a.attidentity <> '' as identity
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  )
  const checks = await readTexts(client, "select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1 and contype = 'c'", table)
  return rows.map((row) => ({
    name: row.name,
    type: row.type,
    isNullable: row.nullable,
    defaultSql: row.default_sql,
    isIdentity: row.identity,
    allowed: allowedValues(row.name, checks),
  }))
}

/** `CHECK ((status = ANY (ARRAY['draft'::text, 'active'::text])))` lists what a status can be. */
function allowedValues(column: string, checks: readonly string[]): string[] {
  const list = checks.find((check) => check.startsWith(`CHECK ((${column} = ANY (ARRAY[`))
  return list === undefined ? [] : [...list.matchAll(/'([^']*)'::text/g)].map((match) => match[1] ?? '')
}

function tableAsSql(table: Table): string {
  const columns = table.columns.map(
    (column) =>
      `${column.name} ${column.type}${column.isNullable ? '' : ' not null'}${column.isIdentity ? ' generated always as identity' : ''}${column.defaultSql === null ? '' : ` default ${column.defaultSql}`}`,
  )
  const body = [...columns, ...table.constraints.map((constraint) => `constraint ${constraint}`)].map((line) => `  ${line}`).join(',\n')
  const ending = [table.partition, table.options && `with (${table.options})`].filter(Boolean).map((part) => ` ${part}`).join('')
  const secured = table.hasRowSecurity
    ? [`alter table ${table.name} enable row level security`, `alter table ${table.name} force row level security`]
    : []
  const grants = table.grants.map((grant) => `grant ${grant} on ${table.name} to ${APP_ROLE}`)
  const after = [...table.indexes, ...secured, ...table.policies, ...grants].map((statement) => `${statement};\n`)
  return `create table ${table.name} (\n${body}\n)${ending};\n${after.join('')}`
}

const TYPES_HEADER = `// The tables as the statement builder sees them. Made by "npm run schema"; edit a migration, not this file.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Given as JSON text or as an object; an array must be given as text, the driver would send it as a PostgreSQL array. */
export type Json = ColumnType<unknown, string | object, string | object>
export type NullableJson = ColumnType<unknown, string | object | null | undefined, string | object | null>
`

function tableAsTypes(table: Table): string {
  const members = table.columns.map((column) => `  ${column.name}: ${columnType(column)}`)
  return `export interface ${interfaceName(table.name)} {\n${members.join('\n')}\n}\n`
}

function interfaceName(table: string): string {
  return `${table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Table`
}

const TYPES: Readonly<Record<string, string>> = {
  bigint: 'bigint',
  boolean: 'boolean',
  bytea: 'Buffer',
  inet: 'string',
  integer: 'number',
  text: 'string',
  'timestamp with time zone': 'Date',
  uuid: 'string',
}

function columnType(column: Column): string {
  if (column.isIdentity) return 'GeneratedAlways<number>'
  if (column.type === 'jsonb' || column.type === 'json') return jsonType(column)
  const plain = column.allowed.length > 0 ? column.allowed.map((value) => `'${value}'`).join(' | ') : baseType(column.type)
  const nullable = column.isNullable ? `${plain} | null` : plain
  return column.defaultSql === null ? nullable : `Generated<${nullable}>`
}

function jsonType(column: Column): string {
  if (column.isNullable) return 'NullableJson'
  return column.defaultSql === null ? 'Json' : 'ColumnType<unknown, string | object | undefined, string | object>'
}

function baseType(type: string): string {
  if (type.endsWith('[]')) return `${baseType(type.slice(0, -2))}[]`
  if (type.startsWith('numeric')) return 'bigint'
  if (type.startsWith('character')) return 'string'
  const known = TYPES[type]
  if (known === undefined) throw new Error(`no TypeScript type is known for the PostgreSQL type ${type}`)
  return known
}
