import type { Tx } from '../../db/database.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { StatementComposer } from '../statements/compose-statement.ts'
import { FROM_ALL_LINES, LINE_FIELDS, lineOf, readOwedAccounts, type StoredLine } from '../statements/read-statement-lines.ts'
import { canonicalJson } from '../statements/sealing/canonical-json.ts'
import { leafHash, merkleRoot } from '../statements/sealing/merkle.ts'
import { sha256 } from '../statements/sealing/sha256.ts'
import { verifySignature } from '../statements/sealing/signing-keys.ts'
import type { PeriodSealDocument, StatementDocument } from '../statements/statement-document.ts'
import { type Finding, type Law, sqlLaw } from './verify-law.ts'
import { pages } from './verify-pages.ts'

/** Laws of periods that are closed, in tables. */
export const STATEMENT_LAWS: readonly Law[] = [
  sqlLaw(
    'closed_periods',
    'nothing but its taxes was posted in a period after its cut, and all that stands in it stands on one statement, of whom it concerns',
    `with closed as (select name, cut_sequence from period where program_id = $1 and status in ('review', 'sealed')),
     account as (select a.id, a.owner_id from ledger_account a join program p on p.id = $1 where a.program_id = $1 and a.kind in ('affiliate_pending', 'affiliate_payable') and a.currency = p.currency),
     standing as (
       select t.id, coalesce(d.owner_id, c.owner_id) as affiliate_id, n.name, t.sequence > n.cut_sequence and t.cause_type <> 'statement' as is_late, d.id is not null and c.id is not null as is_inner
         from ledger_transfer t
         join closed n on n.name = coalesce(t.statement_period, t.period::text)
         left join account d on d.id = t.debit_account_id
         left join account c on c.id = t.credit_account_id
        where t.program_id = $1),
     line as (select transfer_id, affiliate_id, period_name from statement_line l join closed n on n.name = l.period_name where l.program_id = $1)
     select count(*) as checked,
            min('transfer ' || coalesce(s.id, l.transfer_id)) filter (
              where s.is_late or s.id is null or (l.transfer_id is not null) <> (s.affiliate_id is not null and not s.is_inner)
                 or l.affiliate_id <> s.affiliate_id or l.period_name <> s.name) as offender
       from standing s full join line l on l.transfer_id = s.id`,
  ),
  sqlLaw(
    'statements',
    'a statement begins where the one before ended, ends at what its lines come to, and is hashed as it stands',
    `with closed as (select name, ends_at from period where program_id = $1 and status in ('review', 'sealed')),
     ordered as (
       select s.*, lag(s.id) over w as before_id, coalesce(lag(s.closing_pending_minor) over w, 0) as before_pending, coalesce(lag(s.closing_payable_minor) over w, 0) as before_payable,
              lag(encode(s.hash, 'hex')) over w as before_hash
         from statement s join closed c on c.name = s.period_name where s.program_id = $1 window w as (partition by s.affiliate_id order by c.ends_at)),
     sums as (
       select l.period_name, l.affiliate_id, count(*) as lines,
              sum(case when c.owner_id = l.affiliate_id and c.kind in ('affiliate_pending', 'affiliate_payable') then t.amount_minor else -t.amount_minor end) as amount
         from statement_line l
         join ledger_transfer t on t.program_id = $1 and t.id = l.transfer_id
         join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
        where l.program_id = $1 group by 1, 2)
     select count(*) as checked,
            min('statement ' || o.id) filter (
              where o.previous_id is distinct from o.before_id or o.opening_pending_minor <> o.before_pending or o.opening_payable_minor <> o.before_payable
                 or o.document::json->>'previous' is distinct from o.before_hash
                 or o.closing_pending_minor + o.closing_payable_minor <> o.opening_pending_minor + o.opening_payable_minor + coalesce(m.amount, 0)
                 or o.lines <> coalesce(m.lines, 0) or sha256(convert_to(o.document, 'UTF8')) <> o.hash) as offender
       from ordered o left join sums m on m.period_name = o.period_name and m.affiliate_id = o.affiliate_id`,
  ),
]

/** Laws of periods that are closed, worked out here row by row. */
export const SEAL_LAWS: readonly Law[] = [
  { law: 'statement_documents', claim: "every statement's document is what its lines come to", check: checkDocuments },
  { law: 'period_seals', claim: 'every seal is signed, holds the root over its statements and the hash of the seal before', check: checkSeals },
]

interface StoredStatement {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly periodName: string
  readonly document: string
  readonly openingPending: bigint
  readonly openingPayable: bigint
  readonly matured: bigint
}

const LAST_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const CLOSED = `select name from period where program_id = $1 and status in ('review', 'sealed')`

const STATEMENTS_TEXT = `with closed as (${CLOSED}),
  matured as (
    select n.name, d.owner_id, sum(case when c.kind = 'affiliate_payable' then t.amount_minor else -t.amount_minor end) as amount
      from ledger_transfer t
      join closed n on n.name = coalesce(t.statement_period, t.period::text)
      join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id and d.kind in ('affiliate_pending', 'affiliate_payable')
      join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id and c.kind in ('affiliate_pending', 'affiliate_payable')
     where t.program_id = $1 group by 1, 2)
  select s.id, s.affiliate_id as "affiliateId", s.period_name as "periodName", s.document, s.opening_pending_minor as "openingPending",
         s.opening_payable_minor as "openingPayable", coalesce(m.amount, 0)::bigint as matured
    from statement s join closed n on n.name = s.period_name left join matured m on m.name = s.period_name and m.owner_id = s.affiliate_id
   where s.program_id = $1 order by s.period_name collate "C", s.affiliate_id`

// Sorted while they are narrow: a number is all that the rows have to be put in order by.
const LINES_TEXT = `with line as (
    select l.*, row_number() over (order by l.period_name collate "C", l.affiliate_id, l.transfer_id) as place
      from statement_line l join (${CLOSED}) n on n.name = l.period_name where l.program_id = $1)
  select l.period_name as "periodName", ${LINE_FIELDS} ${FROM_ALL_LINES} order by l.place`

/** Statements and their lines come in one order: they are read along each other, and never all of them in memory. */
async function checkDocuments(tx: Tx, program: Program): Promise<Finding> {
  const accounts = await readOwedAccounts(tx, program.id, NIL_UUID, LAST_UUID)
  const lines = new Rows(pages<StoredLine & { readonly periodName: string }>(tx, LINES_TEXT, [program.id]))
  let checked = 0n
  for await (const page of pages<StoredStatement>(tx, STATEMENTS_TEXT, [program.id])) {
    for (const statement of page) {
      checked += 1n
      const composer = new StatementComposer(program.currency)
      for (let line = await lines.first(); line?.affiliateId === statement.affiliateId && line.periodName === statement.periodName; line = lines.next() ?? (await lines.first())) composer.add(lineOf(line, accounts))
      if (!isComposed(composer, statement)) return { checked, offender: `statement ${statement.id}` }
    }
  }
  return { checked, offender: (await lines.first()) === undefined ? null : 'a line of no statement' }
}

/** Rows of pages, one by one. */
class Rows<Row> {
  readonly #pages: AsyncGenerator<Row[]>
  #page: readonly Row[] = []
  #at = 0

  constructor(rowPages: AsyncGenerator<Row[]>) {
    this.#pages = rowPages
  }

  /** The row that is next; undefined: there is none. */
  async first(): Promise<Row | undefined> {
    if (this.#at < this.#page.length) return this.#page[this.#at]
    const { value, done } = await this.#pages.next()
    if (done === true) return undefined
    this.#page = value
    this.#at = 0
    return this.#page[0]
  }

  /** Goes on by one row; undefined where it has to be waited for (`first`). */
  next(): Row | undefined {
    this.#at += 1
    return this.#page[this.#at]
  }
}

function isComposed(composer: StatementComposer, { document: text, openingPending, openingPayable, matured }: StoredStatement): boolean {
  // Our own text; what it says is compared with what it should say.
  const { id, programId, affiliateId, isTest, period, currency, previous } = JSON.parse(text) as StatementDocument
  const header = { id, programId, affiliateId, isTest, period, currency, previous }
  return canonicalJson(composer.finish({ ...header, opening: { pending: openingPending, payable: openingPayable }, maturedMinor: matured }).document) === text
}

interface StoredSeal {
  readonly name: string
  readonly document: string
  readonly hash: Buffer
  readonly signature: Buffer
  readonly publicKey: Buffer
}

async function checkSeals(tx: Tx, program: Program): Promise<Finding> {
  const seals = await tx.sql<StoredSeal>({
    text: `select s.period_name as name, s.document, s.hash, s.signature, k.public_key as "publicKey"
             from period_seal s join period p on p.program_id = $1 and p.name = s.period_name join signing_key k on k.program_id = $1 and k.id = s.key_id
            where s.program_id = $1 order by p.ends_at`,
    values: [program.id],
  })
  const [unsealed] = await tx.sql<{ name: string }>({
    text: `select name from period p where program_id = $1 and (status = 'sealed') <> exists (select from period_seal s where s.program_id = $1 and s.period_name = p.name) limit 1`,
    values: [program.id],
  })
  let previous: string | null = null
  for (const seal of seals) {
    if (!(await isSealed(tx, program.id, seal, previous))) return { checked: BigInt(seals.length), offender: `period ${seal.name}` }
    previous = seal.hash.toString('hex')
  }
  return { checked: BigInt(seals.length), offender: unsealed === undefined ? null : `period ${unsealed.name}` }
}

async function isSealed(tx: Tx, programId: Uuid, { name, document: text, hash, signature, publicKey }: StoredSeal, previous: string | null): Promise<boolean> {
  const document = JSON.parse(text) as PeriodSealDocument
  const statements = await tx.sql<{ hash: Buffer }>({ text: 'select hash from statement where program_id = $1 and period_name = $2 order by affiliate_id', values: [programId, name] })
  const root = merkleRoot(statements.map((statement) => leafHash(statement.hash))).toString('hex')
  const [book] = await tx.sql<{ seal: Buffer }>({ text: 'select seal from ledger_seal where program_id = $1 and sequence = $2', values: [programId, document.book.sequence] })
  return (
    canonicalJson(document) === text && sha256(text).equals(hash) && verifySignature(publicKey, Buffer.from(text), signature) && document.previous === previous && document.period.name === name &&
    document.statements.root === root && document.statements.count === statements.length && (book?.seal.toString('hex') ?? '') === document.book.seal
  )
}
