import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { PayoutAuthor } from './payout-step.ts'
import { placeOfFile } from './store-rail-file.ts'

/** A file that payouts of a run were sent to a bank in; its bytes never change. */
export interface PayoutFile {
  readonly id: Uuid
  readonly runId: Uuid
  readonly rail: string
  readonly messageId: string
  readonly fileName: string
  readonly contentType: string
  readonly sha256: Buffer
  readonly payouts: number
  readonly createdBy: string
  readonly createdAt: Date
}

const COLUMNS = `id, run_id as "runId", rail, message_id as "messageId", file_name as "fileName", content_type as "contentType", sha256, payouts, created_by as "createdBy", created_at as "createdAt"`

/** The files of runs, the first one first. */
export function readPayoutFiles(tx: Tx, programId: Uuid, runIds: readonly Uuid[]): Promise<PayoutFile[]> {
  return tx.sql<PayoutFile>({ text: `select ${COLUMNS} from payout_file where program_id = $1 and run_id = any($2::uuid[]) order by id`, values: [programId, runIds] })
}

/**
 * A file with its bytes: always the same ones. That somebody fetched it is in the audit, each time: it holds account numbers. Without
 * `fileId` the newest of the run. Throws `not_found` and `payout_details_unreadable`.
 */
export async function downloadPayoutFile(
  tx: Tx, { clock, secretBox }: { readonly clock: Clock; readonly secretBox: SecretBox }, { programId, actor }: PayoutAuthor, runId: Uuid, fileId: Uuid | undefined,
): Promise<PayoutFile & { readonly content: Buffer }> {
  const [row] = await tx.sql<PayoutFile & { sealedContent: Buffer }>({
    text: `select ${COLUMNS}, sealed_content as "sealedContent" from payout_file where program_id = $1 and run_id = $2 and ($3::uuid is null or id = $3) order by id desc limit 1`,
    values: [programId, runId, fileId],
  })
  if (row === undefined) throw new DomainError('not_found')
  const { sealedContent, ...file } = row
  const text = secretBox.open(sealedContent, placeOfFile(programId, file.id))
  if (text === null) throw new DomainError('payout_details_unreadable')
  await recordAudit(tx, { programId, actor, now: clock.now(), action: 'payout_file.downloaded', subjectType: 'payout_run', subjectId: runId, details: { fileId: file.id, sha256: file.sha256.toString('hex') } })
  return { ...file, content: Buffer.from(text, 'base64') }
}
