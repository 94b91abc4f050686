import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, readBlocks } from '../docs/fenced-blocks.ts'
import { type ReadersProgram, runShellExamples, startReadersProgram } from '../docs/run-examples.ts'

/** Ten seconds on a machine that does nothing else. */
const LIMIT_MS = 220_000

let program: ReadersProgram
beforeAll(async () => { program = await startReadersProgram() }, 120_000)
afterAll(() => program?.close())

interface Account {
  readonly kind: string
  readonly affiliateId: string | null
  readonly currency: string
  readonly debits: number
  readonly credits: number
  readonly balance: number
}

interface Statement {
  readonly affiliateId: string
  readonly period: string
  readonly status: string
  readonly opening: { readonly total: number }
  readonly commissions: readonly { readonly amount: number }[]
  readonly carryover: { readonly in: number; readonly out: number }
  readonly adjustments: number
  readonly tax: { readonly vat: number; readonly withheld: number }
  readonly payouts: { readonly sent: number; readonly returned: number }
  readonly closing: { readonly total: number }
  readonly previousId: string | null
  readonly id: string
}

test('three months with refunds, a failed payout, a late sale and a clawback go as docs/money.md tells', { timeout: 240_000 }, async () => {
  const examples = examplesOf(readBlocks('docs/money.md'), 'sh')
  expect(examples.length).toBeGreaterThan(15)
  const whoAsks = { code: { language: 'sh', text: 'echo "$KEY"', line: 0 }, shown: undefined }
  const key = (await runShellExamples(program, [...examples, whoAsks], LIMIT_MS))[examples.length]?.trim() ?? ''
  // biome-ignore lint/suspicious/noExplicitAny: every call answers another shape
  const ask = async (at: string): Promise<any> => {
    const response = await fetch(program.adapt(`http://localhost:4400/api/v1/${at}`), { headers: { 'x-api-key': key } })
    expect(response.status, at).toBe(200)
    return await response.json()
  }
  const statements: Statement[] = (await ask('statement')).items.reverse()
  const accounts: Account[] = (await ask('ledger/account?limit=500')).items
  const affiliates = [...new Set(statements.map(({ affiliateId }) => affiliateId))]
  expect({ affiliates: affiliates.length, statements: statements.length }).toEqual({ affiliates: 3, statements: 9 })

  // Per affiliate: each month begins where the one before ended, and what moved it leads to its end.
  for (const affiliateId of affiliates) {
    const own = statements.filter((statement) => statement.affiliateId === affiliateId)
    expect(own.map(({ period, status }) => `${period} ${status}`)).toEqual(['2027-01 sealed', '2027-02 sealed', '2027-03 sealed'])
    expect(own.map(({ previousId }) => previousId)).toEqual([null, ...own.slice(0, -1).map(({ id }) => id)])
    expect(own.map(({ opening }) => cents(opening.total))).toEqual([0, ...own.slice(0, -1).map(({ closing }) => cents(closing.total))])
    expect(own.reduce((sum, statement) => sum + movedBy(statement), 0)).toBe(cents(own.at(-1)?.closing.total ?? Number.NaN))
    // What the last statement closes with and what happened since is what the ledger owes.
    const { items: payouts } = await ask(`payout?affiliateId=${affiliateId}&status=settled`)
    const paid = payouts.reduce((sum: number, { amount }: { amount: number }) => sum + cents(amount), 0)
    const sent = own.reduce((sum, statement) => sum + cents(statement.payouts.sent) + cents(statement.payouts.returned), 0)
    expect(owed(accounts, affiliateId)).toBe(cents(own.at(-1)?.closing.total ?? Number.NaN) - paid - sent)
  }

  // All that was ever earned, with its tax, was paid out or is owed, and the books balance in each currency.
  const earned = statements.reduce((total, statement) => total + movedBy(statement) - cents(statement.payouts.sent) - cents(statement.payouts.returned), 0)
  const { items: settled } = await ask('payout?status=settled')
  const paid = settled.reduce((sum: number, { amount }: { amount: number }) => sum + cents(amount), 0)
  expect({ earned, owed: earned - paid }).toEqual({ earned: 80_750, owed: 850 })
  for (const currency of ['EUR', 'USD']) {
    const own = accounts.filter((account) => account.currency === currency)
    expect(own.reduce((sum, { debits, credits }) => sum + cents(debits) - cents(credits), 0)).toBe(0)
    expect(own.length).toBeGreaterThan(2)
  }
})

function movedBy({ commissions, carryover, adjustments, tax, payouts }: Statement): number {
  const amounts = [...commissions.map(({ amount }) => amount), carryover.in, carryover.out, adjustments, tax.vat, tax.withheld, payouts.sent, payouts.returned]
  return amounts.reduce((sum, amount) => sum + cents(amount), 0)
}

function owed(accounts: readonly Account[], affiliateId: string): number {
  return accounts.filter((account) => account.affiliateId === affiliateId).reduce((sum, { balance }) => sum + cents(balance), 0)
}

function cents(amount: number): number {
  return Math.round(amount * 100)
}
