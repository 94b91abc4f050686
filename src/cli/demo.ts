import { type Command, InvalidArgumentError, Option } from 'commander'
import { build } from '../db/database.ts'
import { setUp, type SetUpResult } from '../domain/operators/set-up.ts'
import { DAY_MS, DEMO_DAYS, DEMO_SIZES } from './demo/demo-plan.ts'
import { makeDemo } from './demo/make-demo.ts'
import { summariseDemo } from './demo/summarise-demo.ts'
import { describeValue } from './describe.ts'
import { findProgram, listPrograms } from './find-program.ts'
import { Refusal } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { type CommandContext, withContext } from './with-context.ts'

interface Options {
  readonly size: keyof typeof DEMO_SIZES
  readonly seed: number
  readonly program: string
}

const DEFAULT_SEED = 42

/** `demo`: a test program full of life, to look around in. */
export function addDemo(root: Command): void {
  const verb = addVerb(root, {
    usage: 'demo',
    summary: 'make a test program with 90 days of clicks, customers and transactions',
    details: `Three brands, hybrid and tiered plans, deductions, refunds, chargebacks, pending approvals, failures and organic customers, made from a seed
through the same verbs as the real ones. The same seed on the same day gives the same commissions; what of them is payable yet also depends on the hour.
Sizes, about: small 20 affiliates, 300 customers, 3,000 transactions; large a hundred times that.`,
    example: 'demo --size small --seed 7',
  })
    .addOption(new Option('--size <size>', 'how much of it').choices(Object.keys(DEMO_SIZES)).default('small'))
    .addOption(new Option('--seed <number>', 'another seed makes another history').argParser(readSeed).default(DEFAULT_SEED))
    .option('--program <name>', 'the name of the program to be made', 'Demo')
  whenCalled<Options>(verb, (_, options) => withContext((context) => carryOut(context, options)))
}

function readSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

async function carryOut(context: CommandContext, { size, seed, program: name }: Options): Promise<Answer> {
  const programs = await listPrograms(context.db)
  if (programs.some((program) => program.name === name)) throw new Refusal('already_exists', `There is a program "${name}" already; name another with --program.`)
  const made = await setUp(context, { ...(await whose(context)), program: name, currency: 'EUR', timeZone: 'Europe/Malta', test: true })
  const program = await findProgram(context.db, made.programId)
  const todayMs = Math.floor(context.clock.now().getTime() / DAY_MS) * DAY_MS
  const counts = await makeDemo(context, { program, size: DEMO_SIZES[size], startMs: todayMs - DEMO_DAYS * DAY_MS }, seed)
  const result = await summariseDemo(context.db, program)
  const value = { programId: made.programId, program: name, size, seed, made: counts, ...result, signInUrl: made.signInUrl, apiKey: made.apiKey }
  return { value, text: describe(value, made, context.config.publicUrl) }
}

/** The operator that is there, with its administrator; in an empty installation one of its own. */
async function whose({ db }: CommandContext): Promise<{ operator: string; adminEmail: string }> {
  const first = await db.shared((tx) =>
    tx.first(
      build.selectFrom('operator_user').innerJoin('operator', 'operator.id', 'operator_user.operator_id').select(['operator.name', 'operator_user.email'])
        .orderBy('operator.id').orderBy('operator_user.id').limit(1),
    ),
  )
  return first === undefined ? { operator: 'Demo', adminEmail: 'demo@example.com' } : { operator: first.name, adminEmail: first.email }
}

function describeTotal(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('lines' in value) || !('amount' in value)) return describeValue(value)
  return `${describeValue(value.amount)} in ${value.lines} lines`
}

function describe(value: { program: string; seed: number } & Record<'made' | 'transactions' | 'commissions' | 'balances', object>, { programId, signInUrl, apiKey }: SetUpResult, url: string): string {
  const line = (fields: object): string => Object.entries(fields).map(([name, one]) => `${name} ${describeTotal(one)}`).join(', ')
  return `Program "${value.program}" (${programId}) made from seed ${value.seed}
  made          ${line(value.made)}
  transactions  ${line(value.transactions)}
  commissions   ${line(value.commissions)}
  balances      ${line(value.balances)}

How to look at it, with "npm start" running:
  curl -H 'X-Api-Key: ${apiKey}' ${url}/api/v1/commission
  fairshare verify --program ${programId}
  fairshare export --journal demo.journal --program ${programId}
Sign in: ${signInUrl}
`
}
