import pg from 'pg'

/** Rows of one table: how many, and SQL of columns by the row's number `n`. What must be there and is not named is filled with something of its type. */
export interface SeededTable {
  readonly name: string
  readonly rows: number
  readonly columns: Readonly<Record<string, string>>
}

const DAYS = 90
const SPAN_MS = DAYS * 86_400_000
const START_MS = Number(process.env['START_MS'])

// Written out, not as functions: PostgreSQL takes ten times as long to call one as to work this out.

/** Stands for the moment of row `n`: they lie in the past 90 days, evenly. */
export const AT = '{at}'

/** SQL of the id of a row: of the row's moment, and always the same. */
export function idOf(table: string, n: string | number, rows: number): string {
  return `(lpad(to_hex((${START_MS} + (${n})::float8 * ${SPAN_MS / rows})::bigint), 12, '0') || '7000a' || substr(md5('${table}' || (${n})), 1, 15))::uuid`
}

/** SQL of a text by `n`: the first for most, the second for a fifth, each of the others for twenty of the oldest rows. */
export function mostly(...names: readonly string[]): string {
  return `(array['${names.join("','")}'])[case when n <= ${20 * (names.length - 2)} then 3 + (n - 1) / 20 when n % 10 < 2 then 2 else 1 end]`
}

/** Writes rows straight into the tables, as the owner and without a look at foreign keys; ids are in the order of `n`. */
export class RowStore {
  readonly #owner: pg.Client
  /** SQL of whose rows they are. */
  readonly #tenant: Readonly<Record<string, string>>

  private constructor(owner: pg.Client, tenant: Readonly<Record<string, string>>) {
    this.#owner = owner
    this.#tenant = tenant
  }

  static async open(ownerUrl: string, programId: string): Promise<RowStore> {
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    await owner.query('set session_replication_role = replica; set synchronous_commit = off')
    return new RowStore(owner, { program_id: `'${programId}'::uuid`, operator_id: `(select operator_id from program where id = '${programId}')` })
  }

  async store({ name, rows, columns }: SeededTable): Promise<void> {
    const filled = { ...(await this.#filled(name, rows)), ...columns }
    const moment = `to_timestamp((${START_MS} + n::float8 * ${SPAN_MS / rows}) / 1000)`
    const values = Object.values(filled).map((sql) => sql.replaceAll(AT, moment))
    await this.#owner.query(`insert into ${name} (${Object.keys(filled).join(', ')}) select ${values.join(', ')} from generate_series(1::bigint, ${rows}::bigint) n`)
  }

  /** The value of an SQL expression, as text. */
  async ask(sql: string): Promise<string> {
    const { rows } = await this.#owner.query<{ value: string }>(`select (${sql})::text as value`)
    return rows[0]?.value ?? ''
  }

  /** What affiliates are found by, as the server would have kept it, and what PostgreSQL knows of the tables after a while. */
  async settle(): Promise<void> {
    await this.#owner.query(
      `insert into affiliate_search (program_id, suffix, affiliate_id)
       select distinct program_id, substr(search_text, start, 32), id from affiliate cross join generate_series(1, length(search_text) - 2) start
           on conflict do nothing`,
    )
    await this.#owner.query('vacuum analyze')
  }

  async close(): Promise<void> {
    await this.#owner.end()
  }

  async #filled(table: string, count: number): Promise<Record<string, string>> {
    const { rows } = await this.#owner.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
        where table_schema = 'public' and table_name = $1 and (is_nullable = 'NO' and column_default is null and is_identity = 'NO' or column_name in ('program_id', 'operator_id'))`,
      [table],
    )
    return Object.fromEntries(rows.map(({ name, type }) => [name, this.#tenant[name] ?? (name === 'id' ? idOf(table, 'n', count) : (FILLINGS[type] ?? missing(table, name, type)))]))
  }
}

const FILLINGS: Readonly<Record<string, string>> = {
  text: `'x' || n`, character: `'EUR'`, uuid: 'gen_random_uuid()', integer: '1', bigint: '1', numeric: '1', boolean: 'false', 'timestamp with time zone': AT,
  bytea: 'sha256(n::text::bytea)', json: `'{}'`, jsonb: `'{}'`, ARRAY: `'{}'`,
}

function missing(table: string, column: string, type: string): never {
  throw new Error(`${table}.${column}: nothing to fill ${type} with`)
}
