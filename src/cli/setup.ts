import { type Command, Option } from 'commander'
import type { BillingPlan } from '../domain/operators/operator.ts'
import { setUp, type SetUpResult } from '../domain/operators/set-up.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options {
  readonly operator: string
  readonly program: string
  readonly currency: string
  readonly timeZone: string
  readonly admin: string
  readonly billingPlan?: BillingPlan
  readonly test?: boolean
}

/** `setup`: an operator, an administrator and a program ready to work, found or made by their names. */
export function addSetup(root: Command): void {
  const verb = addVerb(root, {
    usage: 'setup',
    summary: 'make an operator, its administrator and a program that works at once',
    details: `Idempotent by names: called again it answers the same ids, with a new sign-in link and a new API key. The program gets a default brand
and a default plan (10 % of each sale).`,
    example: 'setup --operator "Bet Ltd" --program BetTest --currency EUR --time-zone Europe/Malta --admin ann@bet.example',
  })
    .requiredOption('--operator <name>', 'the company')
    .requiredOption('--program <name>', 'its program')
    .requiredOption('--currency <code>', 'ISO 4217; fixed for the life of the program')
    .requiredOption('--time-zone <zone>', 'IANA, such as Europe/Malta; fixed for the life of the program')
    .requiredOption('--admin <email>', 'the administrator')
    .addOption(new Option('--billing-plan <plan>', 'of the operator').choices(['starter', 'pro', 'premium']))
    .option('--test', 'a test program, with a clock of its own')
  whenCalled<Options>(verb, async (_, { admin, ...input }) => {
    const result = await withContext((context) => setUp(context, { ...input, adminEmail: admin }))
    return { value: result, text: describe(result) } satisfies Answer
  })
}

function describe({ operatorId, programId, campaignId, adminEmail, signInUrl, apiKey }: SetUpResult): string {
  return `Operator  ${operatorId}
Program   ${programId}
Campaign  ${campaignId}
Sign in   ${signInUrl}
          (as ${adminEmail}; works once, for a day)
API key   ${apiKey}
          (shown this once)
`
}
