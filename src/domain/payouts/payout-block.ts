import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { type PayoutAuthor, openPayoutStep } from './payout-step.ts'

/** A manager's word on whether an affiliate is paid; the latest holds. */
export interface PayoutBlock {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly kind: 'set' | 'lifted'
  readonly reason: string
  readonly actor: string
  readonly recordedAt: Date
}

/** Everything that was said about an affiliate's payouts, the latest first. */
export function listPayoutBlocks(tx: Tx, programId: Uuid, affiliateId: Uuid, afterId: Uuid | null, limit: number): Promise<PayoutBlock[]> {
  return tx.sql<PayoutBlock>({
    name: 'payout-blocks',
    text: `select id, affiliate_id as "affiliateId", kind, reason, actor, recorded_at as "recordedAt" from payout_block
            where program_id = $1 and affiliate_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
    values: [programId, affiliateId, afterId, limit],
  })
}

/**
 * Keeps an affiliate's payouts back (a dispute, a suspicion), or lets them go again. What is prepared already is not sent meanwhile.
 * Throws `not_found` and `state_conflict` (it is so already).
 */
export async function decidePayoutBlock(tx: Tx, clock: Clock, author: PayoutAuthor, affiliateId: Uuid, { kind, reason }: Pick<PayoutBlock, 'kind' | 'reason'>): Promise<PayoutBlock> {
  const { program, now, actor } = await openPayoutStep(tx, clock, author)
  const affiliate = await tx.first(build.selectFrom('affiliate').select('id').where('program_id', '=', program.id).where('id', '=', affiliateId).where('is_organic', '=', false))
  if (affiliate === undefined) throw new DomainError('not_found')
  const [latest] = await listPayoutBlocks(tx, program.id, affiliateId, null, 1)
  if ((latest?.kind ?? 'lifted') === kind) throw new DomainError('state_conflict', { message: kind === 'set' ? 'Its payouts are kept back already.' : 'Its payouts are not kept back.' })
  const block = { id: newId(), affiliateId, kind, reason, actor, recordedAt: now }
  await tx.all(build.insertInto('payout_block').values({ program_id: program.id, id: block.id, affiliate_id: affiliateId, kind, reason, actor, recorded_at: now }))
  const action = kind === 'set' ? 'payout_block.set' : 'payout_block.lifted'
  await recordAudit(tx, { programId: program.id, actor, now, action, subjectType: 'affiliate', subjectId: affiliateId })
  await recordEvent(tx, { programId: program.id, kind: action, subjectType: 'affiliate', subjectId: affiliateId, affiliateId, now })
  return block
}
