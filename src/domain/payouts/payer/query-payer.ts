import type { PayerDetails } from '../paying-accounts/paying-details.ts'
import type { PayerDependencies } from './call-payer.ts'
import { classifyQuery, type QueryOutcome } from './classify-answer.ts'
import { signCall } from './sign-call.ts'

/** Asks the operator's payer what became of a key. Changes nothing there. Never throws. */
export async function queryPayer({ send, clock }: PayerDependencies, payer: PayerDetails, idempotencyKey: string): Promise<QueryOutcome> {
  const signed = signCall(payer.secrets, { id: idempotencyKey, body: '', now: clock.now() })
  const url = `${payer.url}/${encodeURIComponent(idempotencyKey)}`
  return classifyQuery(await send({ method: 'GET', url, headers: { accept: 'application/json', ...signed } }), idempotencyKey)
}
