import type { Command } from 'commander'
import type { Database } from '../db/database.ts'
import { openApiCalls } from './api-calls.ts'
import { describeTable } from './describe.ts'
import { findProgram, type NamedProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { Refusal } from './refusal.ts'
import { addVerb, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly at?: string
  readonly knownOn?: string
}

/** What GET /affiliate/{id}/balance answers. */
interface BalanceAnswer {
  readonly balances: readonly { readonly currency: string; readonly pending: unknown; readonly payable: unknown; readonly inTransit: unknown }[]
}

/** `balance AFFILIATE`: what is owed to an affiliate, now or as it was known on a day. */
export function addBalance(root: Command): void {
  const verb = takesProgram(
    addVerb(root, {
      usage: 'balance <affiliate>',
      summary: 'what is owed to an affiliate, now or as it was on another day',
      details: `By the affiliate's id or your own id of it. Times are ISO 8601 with a zone. --at counts what had happened by then, --known-on what was
recorded by then; both, what had happened by the one as far as it was known at the other.`,
      example: 'balance aff-7 --at 2026-10-31T23:00:00Z --known-on 2026-11-05T00:00:00Z',
    }),
  )
    .option('--at <time>', 'what had happened by then')
    .option('--known-on <time>', 'what was recorded by then')
  whenCalled<Options>(verb, ([affiliate = ''], { program: named, at, knownOn }) =>
    withContext(async (context) => {
      const program = await findProgram(context.db, named)
      const call = await openApiCalls(context)
      const id = await findAffiliate(context.db, program, affiliate)
      const query = { ...(at === undefined ? {} : { at }), ...(knownOn === undefined ? {} : { knownOn }) }
      const value = (await call('readAffiliateBalance', program, { params: { id }, query })) as BalanceAnswer
      return { value, text: describeTable(COLUMNS, value.balances.map((balance) => COLUMNS.map((column) => balance[column]))) }
    }),
  )
}

const COLUMNS = ['currency', 'pending', 'payable', 'inTransit'] as const

async function findAffiliate(db: Database, program: NamedProgram, named: string): Promise<string> {
  const found = await db.inProgram(program.id, (tx) =>
    tx.sql<{ id: string }>({ text: 'select id from affiliate where program_id = $1 and (id::text = $2 or external_id = $2)', values: [program.id, named] }),
  )
  if (found[0] === undefined) throw new Refusal('not_found', `There is no affiliate "${named}".`)
  return found[0].id
}
