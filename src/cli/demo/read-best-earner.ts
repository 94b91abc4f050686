import type { AppContext } from '../../app/context.ts'
import type { Uuid } from '../../domain/ids.ts'

/** The affiliate with the most commission: whose portal the demo shows. Undefined when nobody earned anything. */
export async function readBestEarner({ db }: Pick<AppContext, 'db'>, programId: Uuid): Promise<Uuid | undefined> {
  const [best] = await db.inProgram(programId, (tx) =>
    tx.sql<{ id: Uuid }>({ text: 'select affiliate_id as id from commission where program_id = $1 group by 1 order by count(*) desc, 1 limit 1', values: [programId] }),
  )
  return best?.id
}
