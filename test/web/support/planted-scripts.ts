import { onConnection } from '../../../src/db/single-connection.ts'

/** What somebody who means harm writes into a field. `planted` tells the test that it ran. */
export const SCRIPTS: readonly string[] = [
  '<script>planted(1)</script>', '"><script>planted(2)</script>', "'><script>planted(3)</script>", '</title><script>planted(4)</script>', '</textarea><script>planted(5)</script>',
  '<img src=x onerror=planted(6)>', '"><img src=x onerror=planted(7)>', '<svg onload=planted(8)>', '<svg><script>planted(9)</script></svg>', '<body onload=planted(10)>',
  '<iframe src="javascript:parent.planted(11)">', '<iframe srcdoc="<script>parent.planted(12)</script>">', '<a href="javascript:planted(13)">here</a>', 'javascript:planted(14)',
  'JaVaScRiPt:planted(15)', '\u0001javascript:planted(16)', 'data:text/html,<script>parent.planted(17)</script>', '" autofocus onfocus=planted(18) x="', "' onmouseover=planted(19) x='",
  '<details open ontoggle=planted(20)>', '<input autofocus onfocus=planted(21)>', '<video><source onerror=planted(22)></video>', '<math><mi xlink:href="javascript:planted(23)">x</mi></math>',
  '{{constructor.constructor("planted(24)")()}}', '$'.concat('{planted(25)}'), '<style>@import "javascript:planted(26)"</style>', '<object data="javascript:planted(27)">', '<!--><img src=x onerror=planted(28)>-->',
  '\\u003cscript\\u003eplanted(29)\\u003c/script\\u003e', '%3Cscript%3Eplanted(30)%3C/script%3E',
]

/** Fields that take any text of somebody's; others hold words, names and numbers of ours. */
const FREE = [
  'address', 'agent', 'agent_family', 'bank_reason', 'body', 'category', 'company', 'custom_parameter', 'decision_reason', 'description', 'display_name', 'external_customer_id',
  'external_id', 'external_product_id', 'file_name', 'heading', 'hint', 'industry', 'introduction', 'label', 'legal_name', 'message', 'name', 'note', 'phone', 'place', 'reference', 'referring_url',
  'subject', 'tax_id', 'terms', 'title', 'unpaid_reason', 'url', 'username', 'utm', 'website', 'frozen_reason', 'payouts_frozen_reason', 'recipient', 'text', 'alt', 'customer_name', 'order_id',
] as const
/** Whose `reason` is what a person wrote. */
const REASONED = ['adjustment', 'transaction_decision', 'customer_disqualification', 'disqualification', 'adjustment_decision', 'payout_run', 'payout', 'customer_reattribution']

const ATTEMPTS = [['true', "''"], ['true', "' ' || n.number"], ['column is not null', "''"], ['column is not null', "' ' || n.number"]] as const

/**
 * Writes the scripts into every free text of a program, another one into each row, as far as the schema allows.
 * @returns the fields that hold them, as `table.column`.
 */
export async function plantScripts(ownerUrl: string, programId: string): Promise<string[]> {
  return onConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ table: string; column: string }>(
      `select c.table_name as table, c.column_name as column from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'text' and (c.column_name = any($1) or (c.column_name = 'reason' and c.table_name = any($2)))
          and (c.table_name = 'program' or exists (select from information_schema.columns p where p.table_name = c.table_name and p.column_name = 'program_id'))
          and not exists (select from pg_inherits i join pg_class k on k.oid = i.inhrelid where k.relname = c.table_name)
        order by 1, 2`,
      [FREE, REASONED],
    )
    const planted: string[] = []
    for (const [at, { table, column }] of rows.entries()) {
      const count = await plant(table, column, at)
      if (count > 0) planted.push(`${table}.${column}`)
    }
    return planted

    /** Also where nothing stands yet. What must be unique gets a number; what the schema refuses stays as it is. */
    async function plant(table: string, column: string, at: number): Promise<number> {
      for (const [where, number] of ATTEMPTS) {
        const text = `update ${table} t set ${column} = ($1::text[])[(n.number + $3::int) % ${SCRIPTS.length} + 1] || ${number}
          from (select ctid as at, tableoid as part, row_number() over () as number from ${table} where ${table === 'program' ? 'id' : 'program_id'} = $2 and ${where.replaceAll('column', column)}) n
          where t.ctid = n.at and t.tableoid = n.part`
        try {
          return (await client.query(text, [SCRIPTS, programId, at])).rowCount ?? 0
        } catch {
          // Refused: unique, or checked.
        }
      }
      return 0
    }
  })
}
