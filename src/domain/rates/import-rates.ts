import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId } from '../ids.ts'
import { scaledToText } from '../money/amounts.ts'
import { RATE_DECIMALS } from '../money/rates.ts'
import type { NewFxRate } from '../programs/fx-rate.ts'
import { ownProgram } from '../programs/own-program.ts'
import type { EcbFormat } from './ecb-file.ts'
import { ecbRates, type RatesOfFile, type RatesWanted } from './ecb-rates.ts'
import { readEcbCsv } from './read-ecb-csv.ts'
import { readEcbXml } from './read-ecb-xml.ts'

/** Characters of a file: the ECB's whole history has eight million as XML, two as CSV. */
export const RATES_CHARACTERS_MAX = 12_000_000
/** Rates of one import: a currency for some eighty years, all of them for two and a half. */
export const IMPORTED_RATES_MAX = 20_000

export interface RatesFile extends RatesWanted {
  readonly format: EcbFormat
  readonly content: string
}

export interface ImportedRates extends Omit<RatesOfFile, 'rates'> {
  readonly numAdded: number
  /** There already, with the same value. */
  readonly numUnchanged: number
  readonly currencies: readonly string[]
}

const READERS = { ecb_xml: readEcbXml, ecb_csv: readEcbCsv } as const

/**
 * Adds the rates of a file, all or none. What is there already stays; with another value it is refused, because transactions may have been
 * converted with it. Throws `invalid_request` (content, currencies, from), `too_many` and `already_exists`.
 */
export async function importRates(tx: Tx, author: Author, { format, content, ...wanted }: RatesFile): Promise<ImportedRates> {
  if (content.length > RATES_CHARACTERS_MAX) throw new DomainError('payload_too_large', { message: `A file of rates has at most ${RATES_CHARACTERS_MAX} characters.` })
  const program = await ownProgram(tx, author.programId)
  const { rates, ...file } = ecbRates(READERS[format](content), program.currency, wanted)
  if (rates.length > IMPORTED_RATES_MAX) {
    const message = `The file has ${rates.length} rates, and at most ${IMPORTED_RATES_MAX} are imported at once; name currencies or a first day.`
    throw new DomainError('too_many', { message, errors: [{ path: 'content', code: 'too_many', message }] })
  }
  const numAdded = await store(tx, author, rates)
  const imported = { ...file, numAdded, numUnchanged: rates.length - numAdded, currencies: [...new Set(rates.map(({ currency }) => currency))] }
  if (numAdded > 0) await recordAudit(tx, { ...author, action: 'fx_rate.imported', subjectType: 'fx_rate', subjectId: null, details: { format, ...imported } })
  return imported
}

async function store(tx: Tx, { programId, now }: Author, rates: readonly NewFxRate[]): Promise<number> {
  const rows = new BulkRows(columns('program_id uuid, currency text, effective_from timestamptz, id uuid, rate_ppb numeric, source text, created_at timestamptz'))
  for (const { currency, effectiveFrom, ratePpb, source } of inOneOrder(rates)) rows.add(programId, currency, effectiveFrom, newId(), ratePpb, source, now)
  const added = await rows.insertInto(tx, 'fx_rate', 'on conflict do nothing')
  if (added < rates.length) await refuseOtherValues(tx, programId, rates)
  return added
}

/** Two files at once that lock the same rows in two orders would deadlock. */
function inOneOrder(rates: readonly NewFxRate[]): NewFxRate[] {
  return [...rates].sort((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || (a.currency < b.currency ? -1 : 1))
}

async function refuseOtherValues(tx: Tx, programId: string, rates: readonly NewFxRate[]): Promise<void> {
  const rows = new BulkRows(columns('currency text, effective_from timestamptz, rate_ppb numeric, source text'))
  for (const { currency, effectiveFrom, ratePpb, source } of rates) rows.add(currency, effectiveFrom, ratePpb, source)
  const [other] = await tx.sql<{ currency: string; ratePpb: bigint; source: string; sentPpb: bigint; sentSource: string }>({
    text: `select r.currency, r.rate_ppb as "ratePpb", r.source, s.rate_ppb as "sentPpb", s.source as "sentSource"
             from ${rows.unnest('s', 2)}
             join fx_rate r on r.program_id = $1 and r.currency = s.currency::char(3) and r.effective_from = s.effective_from
            where r.rate_ppb <> s.rate_ppb order by r.effective_from, r.currency limit 1`,
    values: [programId, ...rows.parameters()],
  })
  if (other === undefined) return
  const { currency, ratePpb, source, sentPpb, sentSource } = other
  const message = `${currency} has another rate by ${sentSource} than is kept (${source}): ${decimal(sentPpb)}, not ${decimal(ratePpb)}. Nothing was imported.`
  throw new DomainError('already_exists', { message, errors: [{ path: 'content', code: 'other_rate', message }] })
}

function decimal(ratePpb: bigint): string {
  return scaledToText(ratePpb, RATE_DECIMALS)
}
