import type { Uuid } from '../ids.ts'
import { type PayoutRateFound, payoutRate } from '../rates/payout-rate.ts'
import { judgePayee, type Judgement, type Minimum } from './judge-payee.ts'
import { type PayeeFilter, type PayeeReading, readPayees } from './read-payees.ts'

export interface JudgedPage {
  readonly judgements: readonly Judgement[]
  readonly lastId: Uuid | null
  readonly isLast: boolean
}

/** What a run, with the book open, or its preview, decides about the next affiliates. */
export async function judgePayees(step: PayeeReading, filter: PayeeFilter, afterId: Uuid | null, limit: number): Promise<JudgedPage> {
  const { payees, ...page } = await readPayees(step, filter, afterId, limit)
  const minimums = await readMinimums(step)
  const rates = await readRates(step, payees.flatMap(({ method }) => (method === null ? [] : [method.currency])))
  const rateOf = (currency: string): PayoutRateFound => rates.get(currency) ?? { rate: null, reason: 'rate_missing' }
  const terms = { currency: step.program.currency, now: step.now, minimumOf: minimumIn(step, minimums), rateOf }
  return { ...page, judgements: payees.map((payee) => judgePayee(payee, terms)) }
}

async function readMinimums({ tx, program }: PayeeReading): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.sql<{ currency: string; methodKind: string; minor: bigint }>({
    name: 'payout-minimums',
    text: 'select currency, method_kind as "methodKind", minimum_minor as minor from payout_minimum where program_id = $1',
    values: [program.id],
  })
  return new Map(rows.map(({ currency, methodKind, minor }) => [`${currency} ${methodKind}`, minor]))
}

/** That of the kind of method in the currency, else that of the currency, else the program's. */
function minimumIn({ settings, program }: PayeeReading, minimums: ReadonlyMap<string, bigint>): (methodKind: string, currency: string) => Minimum {
  return (methodKind, currency) => {
    const minor = minimums.get(`${currency} ${methodKind}`) ?? minimums.get(`${currency} any`)
    return minor === undefined ? { minor: settings.minimumMinor, currency: program.currency } : { minor, currency }
  }
}

async function readRates({ tx, program, now }: PayeeReading, currencies: readonly string[]): Promise<ReadonlyMap<string, PayoutRateFound>> {
  const rates = new Map<string, PayoutRateFound>()
  for (const currency of new Set(currencies)) if (currency !== program.currency) rates.set(currency, await payoutRate(tx, program, currency, now))
  return rates
}
