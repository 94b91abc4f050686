import { newId } from '../../../src/domain/ids.ts'
import type { SetUpResult } from '../../../src/domain/operators/set-up.ts'
import type { TestApi } from './test-api.ts'

/** A new affiliate with a sealed statement that nobody has invoiced: a copy of one that the program has. */
export async function awaitInvoice(api: TestApi, { programId, apiKey }: SetUpResult, name: string): Promise<{ affiliateId: string; statementId: string }> {
  const { body } = await api.post('/affiliate', { name }, { key: apiKey })
  const statementId = newId()
  await api.context.db.inProgram(programId, (tx) =>
    tx.count({
      text: `insert into statement
             select copied.* from (select to_jsonb(s) as original from statement s join period_seal using (program_id, period_name) limit 1) found,
                    jsonb_populate_record(null::statement, original || jsonb_build_object('id', $1::text, 'affiliate_id', $2::text)) copied`,
      values: [statementId, body.id],
    }),
  )
  return { affiliateId: body.id, statementId }
}
