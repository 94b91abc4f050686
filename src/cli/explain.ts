import { type Command, Option } from 'commander'
import { type Database, VERIFY_LIMITS } from '../db/database.ts'
import { explainCommission } from '../domain/commissions/explain-commission.ts'
import { type Explanation, LANGUAGES, type Language } from '../domain/commissions/explanation.ts'
import { recomputeCommission } from '../domain/commissions/recompute-commission.ts'
import { DomainError } from '../domain/errors.ts'
import { isUuid, type Uuid } from '../domain/ids.ts'
import { verifyBooks } from '../domain/ledger/verify-books.ts'
import { exactNumber, minorToText } from '../domain/money/amounts.ts'
import { presentExplanation } from '../http/operator-api/commission/present-explanation.ts'
import { describeValue } from './describe.ts'
import { findProgram, listPrograms, type ProgramOption, takesProgram } from './find-program.ts'
import { Refusal } from './refusal.ts'
import { verificationAnswer } from './verify.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly words?: Language
  readonly verify?: boolean
}

/** `explain COMMISSION`: why a line is what it is, down to the fields of the transactions it comes from. */
export function addExplain(root: Command): void {
  const verb = takesProgram(
    addVerb(root, {
      usage: 'explain [commission]',
      summary: 'explain a commission line, by its id; or, with --verify, prove all of them',
      details: 'In words, and as a tree from the amount down to fields of transactions. --json prints what GET /commission/{id}/explanation answers.\nWithout a commission --verify computes every line anew, of all programs or of one; exit code 1 and the first that comes to another amount.',
      example: 'explain 019abc00-0000-7000-8000-000000000001 --words pt-BR',
    }),
  )
    .addOption(new Option('--words <language>', 'only the words, in this language').choices([...LANGUAGES]))
    .option('--verify', 'also compute the amount anew from the leaves; exit code 1 if it is another')
  whenCalled<Options>(verb, ([id], options) =>
    id === undefined ? verifyAll(options) : withContext(async ({ db }) => {
      const { programId, explanation } = await findExplanation(db, id, options.program)
      const answer = { value: presentExplanation(explanation), text: describe(explanation, options.words) }
      return options.verify ? await withProof(db, programId, id, explanation, answer) : answer
    }),
  )
}

/** The laws that compute lines anew: of transactions and of awards. */
const LINE_LAWS = ['explanations', 'award_leaves', 'awards']

function verifyAll({ program: named, verify }: Options): Promise<Answer> {
  if (verify !== true) throw new Refusal('commission_missing', 'Name a commission, or prove all of them with --verify.')
  return withContext(async ({ db }) => {
    const programId = named === undefined ? 'all' : (await findProgram(db, named)).id
    return verificationAnswer(await verifyBooks(db, programId, LINE_LAWS))
  }, VERIFY_LIMITS)
}

interface Found {
  readonly programId: Uuid
  readonly explanation: Explanation
}

/** Ids are unique over all programs, so the program need not be named. */
async function findExplanation(db: Database, id: Uuid, named: string | undefined): Promise<Found> {
  const programs = named === undefined ? await listPrograms(db) : [await findProgram(db, named)]
  for (const { id: programId } of isUuid(id) ? programs : []) {
    try {
      return { programId, explanation: await db.inProgram(programId, (tx) => explainCommission(tx, programId, id)) }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    }
  }
  throw new Refusal('not_found', `There is no commission ${id}.`)
}

async function withProof(db: Database, programId: Uuid, id: Uuid, { currency, amountMinor }: Explanation, answer: Answer): Promise<Answer> {
  const { recomputedMinor } = await db.inProgram(programId, (tx) => recomputeCommission(tx, programId, id))
  const holds = recomputedMinor === amountMinor
  const recomputed = recomputedMinor === null ? null : exactNumber(minorToText(recomputedMinor, currency))
  const verdict = holds ? 'Computed anew from its leaves: the same amount.\n' : `BROKEN: computed anew from its leaves it is ${describeValue(recomputed)}.\n`
  return { value: { ...Object(answer.value), verified: { holds, recomputed } }, text: answer.text + verdict, isRefusal: !holds }
}

function describe(explanation: Explanation, language: Language | undefined): string {
  if (language !== undefined) return `${explanation.words[language]}\n`
  const { amount, rule, because, plan } = presentExplanation(explanation) as Presented
  const winner = plan.winner === null ? 'no plan' : `plan "${plan.winner.planName}", version ${plan.winner.version}`
  return `${explanation.words.en}\n\n${describeValue(amount)} ${explanation.currency} by ${rule}, ${winner}\n${because.map((one) => describeReason(one, 1)).join('')}`
}

/** As `presentExplanation` makes it. */
interface Presented {
  readonly amount: unknown
  readonly rule: string
  readonly because: readonly PresentedReason[]
  readonly plan: { readonly winner: { readonly planName: string; readonly version: number } | null }
}

interface PresentedReason {
  readonly name: string
  readonly value: unknown
  readonly because?: readonly PresentedReason[]
}

function describeReason({ name, value, because = [] }: PresentedReason, depth: number): string {
  return `${'  '.repeat(depth)}${name}: ${describeValue(value)}\n${because.map((one) => describeReason(one, depth + 1)).join('')}`
}
