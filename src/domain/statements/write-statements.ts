import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { formatInstant } from '../time/instant.ts'
import { type OwedMinor, StatementComposer } from './compose-statement.ts'
import { type HashedLines, readHashedLines } from './read-hashed-lines.ts'
import { type LineRange, readOwedAccounts } from './read-statement-lines.ts'
import { canonicalJson } from './sealing/canonical-json.ts'
import { sha256 } from './sealing/sha256.ts'
import type { StatementDocument } from './statement-document.ts'

/** Statements of one step. */
const STATEMENTS_AT_ONCE = 200
/** Lines of one page, however many an affiliate has: their hashes are in memory together. */
const LINES_AT_ONCE = 10_000

/** A period after its cut. */
export interface CutPeriod {
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
}

interface Draft {
  readonly affiliateId: Uuid
  readonly statementId: Uuid
  readonly maturedMinor: bigint
  readonly previousId: Uuid | null
  readonly previousHash: Buffer | null
  readonly openingPending: bigint
  readonly openingPayable: bigint
}

/**
 * Writes the next statements of a period, in one transaction: those with an id, all that stands on them is fixed. Any number may do so at once,
 * each takes what nobody else has. Answers whether there were any.
 */
export async function writeStatements(tx: Tx, program: Program, period: CutPeriod, now: Date): Promise<boolean> {
  const drafts = await nextDrafts(tx, program.id, period)
  const [first, last] = [drafts[0], drafts.at(-1)]
  if (first === undefined || last === undefined) return false
  const composers = new Map(drafts.map(({ affiliateId }) => [affiliateId, new StatementComposer(program.currency)]))
  const range = { programId: program.id, periodName: period.name, firstAffiliateId: first.affiliateId, lastAffiliateId: last.affiliateId, limit: LINES_AT_ONCE, accounts: await readOwedAccounts(tx, program.id, first.affiliateId, last.affiliateId) }
  for (let after: LineRange['after'] | null = undefined; after !== null; ) {
    const hashed: HashedLines[] = await readHashedLines(tx, program.currency, { ...range, after })
    for (const lines of hashed) addLines(composers.get(lines.affiliateId), lines)
    after = placeAfter(hashed)
  }
  const rows = new BulkRows(STATEMENT_COLUMNS)
  for (const draft of drafts) addStatement(rows, program, period, draft, composers.get(draft.affiliateId) ?? new StatementComposer(program.currency), now)
  await rows.insertInto(tx, 'statement')
  await tx.count({
    text: 'delete from statement_draft where program_id = $1 and period_name = $2 and affiliate_id = any($3::uuid[])',
    values: [program.id, period.name, arrayLiteral([...composers.keys()])],
  })
  return true
}

function addLines(composer: StatementComposer | undefined, { leaves, sums }: HashedLines): void {
  for (const leaf of leaves) composer?.addLeaf(leaf)
  for (const sum of sums) composer?.addSum(sum)
}

/** The last line of a full page; null: there are no more. */
function placeAfter(page: readonly HashedLines[]): LineRange['after'] | null {
  const last = page.at(-1)
  const isFull = page.reduce((sum, { lines }) => sum + lines, 0) === LINES_AT_ONCE
  return last === undefined || !isFull ? null : { affiliateId: last.affiliateId, transferId: last.lastTransferId }
}

/** Drafts in the order of their affiliates, with the statement before: of whatever period that was. */
function nextDrafts(tx: Tx, programId: Uuid, period: CutPeriod): Promise<Draft[]> {
  return tx.sql<Draft>({
    text: `with draft as materialized (
             select affiliate_id, statement_id, matured_minor from statement_draft
              where program_id = $1 and period_name = $2 and statement_id is not null order by affiliate_id limit $4 for update skip locked)
           select d.affiliate_id as "affiliateId", d.statement_id as "statementId", d.matured_minor::bigint as "maturedMinor", b.id as "previousId", b.hash as "previousHash",
                  coalesce(b.closing_pending_minor, 0) as "openingPending", coalesce(b.closing_payable_minor, 0) as "openingPayable"
             from draft d
             left join lateral (
               select s.id, s.hash, s.closing_pending_minor, s.closing_payable_minor from statement s join period p on p.program_id = $1 and p.name = s.period_name
                where s.program_id = $1 and s.affiliate_id = d.affiliate_id and p.ends_at <= $3 order by p.ends_at desc limit 1) b on true
            order by d.affiliate_id`,
    values: [programId, period.name, period.startsAt, STATEMENTS_AT_ONCE],
  })
}

const STATEMENT_COLUMNS = columns(
  `program_id uuid, id uuid, period_name text, affiliate_id uuid, currency text, opening_pending_minor bigint, opening_payable_minor bigint, closing_pending_minor bigint,
   closing_payable_minor bigint, net_minor bigint, vat_minor bigint, withheld_minor bigint, lines int, previous_id uuid, document text, hash text bytea, recorded_at timestamptz`,
)

function addStatement(rows: BulkRows, program: Program, period: CutPeriod, draft: Draft, composer: StatementComposer, now: Date): void {
  const opening: OwedMinor = { pending: draft.openingPending, payable: draft.openingPayable }
  const { document, closing, netMinor, vatMinor, withheldMinor } = composer.finish({
    id: draft.statementId, programId: program.id, affiliateId: draft.affiliateId, isTest: program.is_test, period: periodDocument(period, program.time_zone),
    currency: program.currency, previous: draft.previousHash?.toString('hex') ?? null, opening, maturedMinor: draft.maturedMinor,
  })
  const text = canonicalJson(document)
  rows.add(
    program.id, draft.statementId, period.name, draft.affiliateId, program.currency, opening.pending, opening.payable, closing.pending, closing.payable, netMinor, vatMinor, withheldMinor,
    document.lines.count, draft.previousId, text, `\\x${sha256(text).toString('hex')}`, now,
  )
}

/** A period as documents have it. */
export function periodDocument({ name, startsAt, endsAt }: CutPeriod, timeZone: string): StatementDocument['period'] {
  return { name, from: formatInstant(startsAt), until: formatInstant(endsAt), timeZone }
}
