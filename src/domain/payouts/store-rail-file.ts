import { createHash } from 'node:crypto'
import { arrayLiteral } from '../../db/bulk.ts'
import { build } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { newId, type Uuid } from '../ids.ts'
import type { PayoutMethod } from '../payout-methods/payout-method.ts'
import { openDetails } from '../payout-methods/sealed-details.ts'
import type { Payout } from './payout.ts'
import type { PayoutRun } from './payout-run.ts'
import type { PayoutStep } from './payout-step.ts'
import { buildRailFile } from './rails/build-rail-file.ts'
import type { Rail, RailPayout } from './rails/rail-file.ts'
import { messageIdOf } from './rails/rail-ids.ts'

/**
 * Makes the file that payouts are sent to a bank in and keeps its bytes, sealed: whoever fetches it, and however often, gets these. Answers
 * what the rail cannot carry, with the reason; that is not in the file. Throws `payout_details_unreadable`.
 */
export async function storeRailFile(
  step: PayoutStep, secretBox: SecretBox, run: PayoutRun, rail: Rail, payouts: readonly Payout[], executionDate: string | undefined,
): Promise<ReadonlyMap<Uuid, string>> {
  if (payouts.length === 0) return new Map()
  const { tx, program, now, actor } = step
  const id: Uuid = newId()
  // A run can have several files, and a bank refuses a message that it has seen: each has an id of its own.
  const messageId = messageIdOf(id)
  const file = buildRailFile({
    rail, messageId, createdAt: now, executionDate: executionDate ?? dayOf(now, program.time_zone), fileNumber: 1, payer: null,
    payouts: await railPayouts(step, secretBox, run, payouts),
  })
  const refused = new Map(file.refused.map(({ payoutId, reason }) => [payoutId, `rail_${reason}`]))
  if (refused.size === payouts.length) return refused
  await tx.all(
    build.insertInto('payout_file').values({
      program_id: program.id, id, run_id: run.id, rail, message_id: messageId, file_name: file.fileName, content_type: file.contentType,
      sealed_content: secretBox.seal(file.bytes.toString('base64'), placeOfFile(program.id, id)), sha256: createHash('sha256').update(file.bytes).digest(),
      payouts: payouts.length - refused.size, created_by: actor, created_at: now,
    }),
  )
  return refused
}

/** What is sealed as one file cannot be opened as another. */
export function placeOfFile(programId: Uuid, fileId: Uuid): string {
  return `payout file ${programId} ${fileId}`
}

function dayOf(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

type StoredMethod = Pick<PayoutMethod, 'programId' | 'id' | 'affiliateId' | 'kind' | 'sealedDetails'> & { readonly affiliateName: string }

async function railPayouts({ tx, program }: PayoutStep, secretBox: SecretBox, run: PayoutRun, payouts: readonly Payout[]): Promise<RailPayout[]> {
  const methods = await tx.sql<StoredMethod>({
    name: 'rail-methods',
    text: `select m.program_id as "programId", m.id, m.affiliate_id as "affiliateId", m.kind, m.sealed_details as "sealedDetails", coalesce(a.display_name, a.name) as "affiliateName"
             from payout_method m join affiliate a on a.program_id = $1 and a.id = m.affiliate_id where m.program_id = $1 and m.id = any($2::uuid[])`,
    values: [program.id, arrayLiteral(payouts.map(({ methodId }) => methodId))],
  })
  const byId = new Map(methods.map((method) => [method.id, method]))
  return payouts.map((payout) => {
    const method = byId.get(payout.methodId)
    if (method === undefined) throw new Error('a payout without its method')
    const details = openDetails(secretBox, method)
    return {
      payoutId: payout.id, endToEndId: payout.endToEndId, amountMinor: payout.paidAmountMinor, currency: payout.paidCurrency,
      holderName: 'holderName' in details ? details.holderName : method.affiliateName, details,
      reference: run.throughPeriod === null ? program.name : `${program.name} ${run.throughPeriod}`,
    }
  })
}
