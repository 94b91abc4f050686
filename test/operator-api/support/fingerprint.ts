import type { TestApi } from './test-api.ts'

/** Every row of a program, as one hash per table; when its keys were last used is left out. */
export async function fingerprint(api: TestApi, programId: string = api.program.programId): Promise<readonly unknown[]> {
  return api.context.db.inProgram(programId, async (tx) => {
    const tables = await tx.sql<{ name: string }>({
      text: `select distinct c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.column_name = 'program_id' and c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`,
    })
    const hashes: unknown[] = []
    for (const { name } of tables) {
      const ignored = name === 'api_key' ? " - 'last_used_at'" : ''
      hashes.push(await tx.sql({ text: `select '${name}' as name, count(*), md5(string_agg(row, '' order by row)) from (select (to_jsonb(t)${ignored})::text as row from ${name} t where program_id = $1) r`, values: [programId] }))
    }
    return hashes
  })
}
