import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { type AffiliateInvoice, readAffiliateInvoice } from './affiliate-invoice.ts'

export interface AffiliateInvoiceDecision {
  readonly kind: 'accepted' | 'rejected'
  readonly actor: string
  readonly reason: string
}

/**
 * Accepts an affiliate's invoice in spite of its differences, or rejects one; a rejected one may be sent again, its number is free. Throws
 * `not_found` and `state_conflict`: decided already, or nothing to accept because it is matched.
 */
export async function decideAffiliateInvoice(tx: Tx, clock: Clock, programId: Uuid, id: Uuid, { kind, actor, reason }: AffiliateInvoiceDecision): Promise<AffiliateInvoice> {
  const now = programNow(await ownProgram(tx, programId), clock)
  // Of ten decisions at once the others see the first.
  await tx.sql({ name: 'lock-affiliate-invoice', text: 'select id from affiliate_invoice where program_id = $1 and id = $2 for update', values: [programId, id] })
  const invoice = await readAffiliateInvoice(tx, programId, id)
  const isOpen = invoice.status === 'mismatch' || (invoice.status === 'matched' && kind === 'rejected')
  if (!isOpen) throw new DomainError('state_conflict', { message: `The invoice is ${invoice.status}.` })
  await tx.all(build.insertInto('affiliate_invoice_event').values({ program_id: programId, id: newId(), affiliate_invoice_id: id, kind, actor, reason, recorded_at: now }))
  if (kind === 'rejected') await tx.count({ text: 'update affiliate_invoice set is_rejected = true where program_id = $1 and id = $2', values: [programId, id] })
  const subject = { programId, subjectType: 'affiliate_invoice', subjectId: id, now }
  await recordAudit(tx, { ...subject, actor, action: `affiliate_invoice.${kind}` })
  await recordEvent(tx, { ...subject, kind: `invoice.${kind}`, affiliateId: invoice.affiliateId, payload: { number: invoice.number, statementId: invoice.statementId, reason } })
  return readAffiliateInvoice(tx, programId, id)
}
