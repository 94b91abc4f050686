import { arrayLiteral } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import type { Language } from '../../commissions/explanation.ts'
import type { Uuid } from '../../ids.ts'
import { minorToFixedText } from '../../money/amounts.ts'
import { ownProgram } from '../../programs/own-program.ts'
import { readProgramLogo } from '../../programs/program-logo.ts'
import { readSeal } from '../file/read-sealed-statement.ts'
import { fingerprintOf } from '../sealing/signing-keys.ts'
import { EXCHANGE_FIELDS } from '../read-statement-lines.ts'
import { type ExchangeRow, exchangeOf, sectionOf, type StatementLineRow } from '../statement-line.ts'
import { readStatement, type Statement } from '../statement.ts'
import { drawStatement, type OtherLine, type PrintedStatement } from './draw-statement.ts'

/** Lines about adjustments, tax, payouts and carryover that are printed one by one; a statement has few. */
const OTHER_LINES_MAX = 200

/** A statement as a PDF in a language, with the names of today. Throws `not_found`. */
export async function printStatement(tx: Tx, programId: Uuid, statementId: Uuid, language: Language): Promise<Buffer> {
  return drawStatement(await readPrinted(tx, programId, statementId), language)
}

/** Everything that a printed statement shows. Throws `not_found`. */
export async function readPrinted(tx: Tx, programId: Uuid, statementId: Uuid): Promise<PrintedStatement> {
  const statement = await readStatement(tx, programId, statementId)
  const { document, hash, recordedAt } = statement
  const [program, logo] = [await ownProgram(tx, programId), await readProgramLogo(tx, programId)]
  const otherLines = await readOtherLines(tx, programId, statement)
  const ids = document.commissions.flatMap(({ brandId, productId }) => [brandId, productId]).filter((id) => id !== null)
  const names = await readNames(tx, programId, [...new Set([document.affiliateId, ...ids])])
  return {
    document, hash: hash.toString('hex'), recordedAt, seal: await readFingerprint(tx, programId, statement.periodName), programName: program.name, names,
    affiliateName: names.get(document.affiliateId) ?? document.affiliateId, logo: logo?.content ?? null,
    otherLines: otherLines.slice(0, OTHER_LINES_MAX), hasMoreLines: otherLines.length > OTHER_LINES_MAX,
  }
}

async function readFingerprint(tx: Tx, programId: Uuid, periodName: string): Promise<PrintedStatement['seal']> {
  const seal = await readSeal(tx, programId, periodName)
  if (seal === null) return null
  const [key] = await tx.sql<{ publicKey: Buffer }>({ text: 'select public_key as "publicKey" from signing_key where program_id = $1 and id = $2', values: [programId, seal.keyId] })
  return { sealedAt: new Date(seal.document.sealedAt), fingerprint: key === undefined ? '' : fingerprintOf(key.publicKey) }
}

async function readNames(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql<{ id: Uuid; name: string }>({
    name: 'statement-names',
    text: `select id, name from affiliate where program_id = $1 and id = any($2::uuid[])
           union all select id, name from brand where program_id = $1 and id = any($2::uuid[])
           union all select id, name from product where program_id = $1 and id = any($2::uuid[])`,
    values: [programId, arrayLiteral(ids)],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

interface OtherRow extends Pick<StatementLineRow, 'kind' | 'lineKind' | 'amountMinor' | 'occurredAt'>, ExchangeRow {
  readonly reason: string | null
}

/** The lines that are not about a commission, with the reasons of adjustments and the rates of payouts in other currencies. */
async function readOtherLines(tx: Tx, programId: Uuid, { affiliateId, periodName, currency }: Statement): Promise<OtherLine[]> {
  const rows = await tx.sql<OtherRow>({
    name: 'statement-other-lines',
    text: `select t.kind, null as "lineKind", t.occurred_at as "occurredAt", case when k.owner_id = l.affiliate_id then t.amount_minor else -t.amount_minor end as "amountMinor",
                  a.reason, ${EXCHANGE_FIELDS}
             from statement_line l
             join ledger_transfer t on t.program_id = $1 and t.id = l.transfer_id and t.cause_type <> 'commission'
             join ledger_account k on k.program_id = $1 and k.id = t.credit_account_id
             left join adjustment a on t.cause_type = 'adjustment' and a.program_id = $1 and a.id = t.cause_id
             left join payout p on t.cause_type = 'payout' and p.program_id = $1 and p.id = t.cause_id and p.fx_rate_ppb is not null
            where l.program_id = $1 and l.period_name = $2 and l.affiliate_id = $3
            order by l.transfer_id limit $4`,
    values: [programId, periodName, affiliateId, OTHER_LINES_MAX + 1],
  })
  return rows.map((row) => ({
    section: sectionOf(row), amount: minorToFixedText(row.amountMinor, currency), occurredAt: row.occurredAt, reason: row.reason, exchange: exchangeOf(row),
  }))
}
