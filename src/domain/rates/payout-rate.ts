import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** The rate that a payout is converted with: what its statement names. */
export interface PayoutRate {
  readonly id: Uuid
  readonly currency: string
  /** Units of the program's currency for one unit of `currency`, in billionths. */
  readonly ratePpb: bigint
  readonly source: string
  readonly effectiveFrom: Date
}

/** Why there is no rate to pay with: none was ever given, or the latest is too old. */
export type NoPayoutRate = 'rate_missing' | 'rate_stale'

export type PayoutRateFound = { readonly rate: PayoutRate; readonly reason: null } | { readonly rate: null; readonly reason: NoPayoutRate }

/** The ECB pauses for four days at most (Easter, Christmas); older than a week, somebody has forgotten to bring rates. */
export const PAYOUT_RATE_AGE_DAYS_MAX = 7

const AGE_MAX_MS = PAYOUT_RATE_AGE_DAYS_MAX * 86_400_000

/** The rate in force at `now` (the program's) from the program's currency to another, unless it is older than a week. */
export async function payoutRate(tx: Tx, program: { readonly id: Uuid }, currency: string, now: Date): Promise<PayoutRateFound> {
  const [latest] = await tx.sql<PayoutRate>({
    name: 'payout-rate',
    text: `select id, currency, rate_ppb as "ratePpb", source, effective_from as "effectiveFrom" from fx_rate
            where program_id = $1 and currency = $2 and effective_from <= $3 order by effective_from desc limit 1`,
    values: [program.id, currency, now],
  })
  return judgePayoutRate(latest, now)
}

/** Whether the latest rate there is may be paid with: exactly a week old, it may. */
export function judgePayoutRate(latest: PayoutRate | undefined, now: Date): PayoutRateFound {
  if (latest === undefined) return { rate: null, reason: 'rate_missing' }
  return now.getTime() - latest.effectiveFrom.getTime() > AGE_MAX_MS ? { rate: null, reason: 'rate_stale' } : { rate: latest, reason: null }
}
