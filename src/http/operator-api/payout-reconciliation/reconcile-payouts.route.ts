import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { RECONCILIATION_FORMATS } from '../../../domain/payouts/reconciliation/bank-result.ts'
import { readResultsApart } from '../../../domain/payouts/reconciliation/read-results-apart.ts'
import { reconcilePayouts } from '../../../domain/payouts/reconciliation/reconcile-payouts.ts'
import { text } from '../../plumbing/fields.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'
import { presentReconciliation, reconciliationAnswer } from './present-reconciliation.ts'

const LONGEST_FILE_NAME = 255
const LONGEST_CONTENT = 8 * 1024 * 1024

const body = z
  .strictObject({
    format: z.enum(RECONCILIATION_FORMATS).meta({ description: "csv: columns endToEndId, status, and if there amount, currency, externalId, reason. pain.002: a bank's status report. camt: camt.053 or camt.054. cnab240: a return file." }),
    content: z.string().min(1).max(LONGEST_CONTENT).meta({ description: 'The file as it came, as text.' }),
    fileName: text(LONGEST_FILE_NAME).nullish(),
  })
  .meta({ id: 'NewPayoutReconciliation', examples: [{ format: 'csv', content: 'endToEndId,status,externalId,reason\nRY5WM266R1FT0FJ5BGTA,settled,BANK-1,\n', fileName: 'results.csv' }] })

export function reconcilePayoutsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/payout-reconciliation',
    operationId: 'reconcilePayouts',
    tag: 'Payouts',
    summary: 'Upload what a bank says became of payouts',
    description:
      'Payouts are found by their end-to-end id, never by a name. What contradicts the books is a `discrepancy` and changes nothing. The same file again answers what came of it the first time. Also while payouts are frozen.',
    permission: 'payouts:write',
    body,
    bodyLimit: BULK_BODY_LIMIT,
    success: { status: 201, description: 'What came of the file.', schema: reconciliationAnswer },
    refusals: ['state_conflict'],
    prepare: ({ body: { format, content } }) => readResultsApart(format, content),
    handle: async ({ tx, programId, actor, body: file, prepared: entries }) =>
      presentReconciliation(await reconcilePayouts(tx, context.clock, { programId, actor }, { ...file, entries })),
  })
}
