import { onConnection } from '../../src/db/single-connection.ts'

/** `table: row` of everything in a database that has one of the texts, in any case: as text, in JSON, or in bytes as PostgreSQL writes them. */
export async function findTexts(ownerUrl: string, texts: readonly string[]): Promise<string[]> {
  const parts = texts.flatMap((text) => [text.toLowerCase(), hexOf(text), hexOf(text.toUpperCase())])
  return onConnection(ownerUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1",
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select row from (select t::text as row from ${name} t) r where lower(row) like any ($1)`, [parts.map((part) => `%${part}%`)])
      found.push(...rows.map(({ row }) => `${name}: ${row}`))
    }
    return found
  })
}

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex')
}
