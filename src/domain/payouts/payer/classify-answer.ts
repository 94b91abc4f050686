import { z } from 'zod'
import type { OutboundOutcome } from '../../../app/outbound.ts'

/**
 * What an instruction came to. `accepted`: the payer has it, under its own id, and has paid already or not. `refused`: nothing was paid under
 * this key, and nothing will be. `not_sent`: nothing left us. `unknown`: anything may have happened; only asking by the key can tell.
 */
export type CallOutcome =
  | { readonly kind: 'accepted'; readonly externalId: string; readonly isSettled: boolean }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not_sent'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * What a payer says that became of a key. `failed`: it took it, could not pay and will not try again. `absent`: it never got it, so it can be
 * sent (again with this key). `unknown`: it did not say.
 */
export type QueryOutcome =
  | { readonly kind: 'accepted'; readonly externalId: string }
  | { readonly kind: 'settled'; readonly externalId: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string }

const LONGEST_ID = 255
const LONGEST_REASON = 500

const key = z.string().optional()
const externalId = z.string().min(1).max(LONGEST_ID).regex(/^[^\u0000-\u001f\u007f]+$/)
const reason = z.string().min(1).transform((text) => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, LONGEST_REASON))

const taken = z.object({ status: z.enum(['accepted', 'settled']), externalId, idempotencyKey: key })
const refused = z.object({ status: z.literal('refused'), reason, idempotencyKey: key })
const failed = z.object({ status: z.literal('failed'), reason, idempotencyKey: key })
const absent = z.object({ status: z.literal('absent'), idempotencyKey: key })

/** What the answer to an instruction means. Whatever is not exactly the protocol is unknown, 5xx and 2xx alike (docs/payout-rails.md). */
export function classifyCall(outcome: OutboundOutcome, idempotencyKey: string): CallOutcome {
  if (outcome.kind !== 'answered') return outcome
  const told = readTold(outcome, idempotencyKey)
  if (told === null) return { kind: 'unknown', reason: `http_${outcome.status}` }
  if (isSuccess(outcome.status) && (told.status === 'accepted' || told.status === 'settled')) {
    return { kind: 'accepted', externalId: told.externalId, isSettled: told.status === 'settled' }
  }
  if (isRefusal(outcome.status) && told.status === 'refused') return { kind: 'refused', reason: told.reason }
  return { kind: 'unknown', reason: `http_${outcome.status}` }
}

/** What the answer to a question about a key means. A plain 404 is no answer: it may be a proxy's, or another address. */
export function classifyQuery(outcome: OutboundOutcome, idempotencyKey: string): QueryOutcome {
  if (outcome.kind !== 'answered') return { kind: 'unknown', reason: outcome.reason }
  const told = readTold(outcome, idempotencyKey)
  const unknown = { kind: 'unknown', reason: `http_${outcome.status}` } as const
  if (told === null) return unknown
  if (told.status === 'absent') return outcome.status === 404 ? { kind: 'absent' } : unknown
  if (!isSuccess(outcome.status)) return unknown
  if (told.status === 'refused' || told.status === 'failed') return { kind: told.status, reason: told.reason }
  return { kind: told.status, externalId: told.externalId }
}

type Told = z.output<typeof taken> | z.output<typeof refused> | z.output<typeof failed> | z.output<typeof absent>

/** Null: not our protocol, or about another key. */
function readTold({ contentType, body }: Extract<OutboundOutcome, { kind: 'answered' }>, idempotencyKey: string): Told | null {
  if (!/^application\/json\b/i.test(contentType)) return null
  const told = z.union([taken, refused, failed, absent]).safeParse(parseJson(body))
  return told.success && (told.data.idempotencyKey ?? idempotencyKey) === idempotencyKey ? told.data : null
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** 408 and 429 are about the call and not about the payout, whatever their body says. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}
