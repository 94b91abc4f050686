import assert from 'node:assert/strict'
import type { PixDetails, PixKeyType } from '../../payout-methods/payout-details.ts'
import { digits, letters, line } from './cnab-line.ts'
import { capitalText, saysSomething } from './latin-text.ts'
import type { RailFile, RailFileInput, RailPayer, RailPayout, RailRefusal } from './rail-file.ts'
import { type SortedOut, sortOut } from './sort-out.ts'

/** Fifteen digits, two of them cents. */
const LARGEST_MINOR = 999_999_999_999_999n
/** Records of a lot are numbered with five digits, and a payout has two. */
const PAYOUTS_PER_LOT = 49_999
const LONGEST_NAME = 30
const LONGEST_KEY = 99
const FILE_LAYOUT = '103'
const LOT_LAYOUT = '046'
const SUPPLIERS = '20'
const PIX_TRANSFER = '45'
const INSTANT_PAYMENTS = '009'
const BEHIND_UTC_MS = 3 * 3_600_000

/** G100: what a key is. */
const KEY_FORMS: Readonly<Record<PixKeyType, string>> = { phone: '01', email: '02', cpf: '03', cnpj: '03', random: '04' }

type PixPayer = Extract<RailPayer, { kind: 'pix' }>
type PixPayout = RailPayout & { readonly details: PixDetails }

/**
 * Transfers by PIX key in the layout of Brazilian banks: FEBRABAN's CNAB 240, version 10.3 of the file, payments by segments A and B, in
 * lots of one kind. Where banks read fields in ways of their own, docs/payout-rails.md says what is written.
 */
export function buildPixFile({ messageId, createdAt, executionDate, fileNumber, payer, payouts }: RailFileInput): RailFile {
  assert(payer?.kind === 'pix', 'a PIX file is paid from a Brazilian account')
  const { carried, refused } = sortOutPix(payouts)
  const lines = carried.length === 0 ? [] : fileOf({ createdAt, executionDate, fileNumber, payer }, carried)
  const text = lines.map((text) => `${text}\r\n`).join('')
  return { fileName: `pix-${messageId}.rem`, contentType: 'text/plain; charset=us-ascii', bytes: Buffer.from(text, 'ascii'), refused }
}

/** What a PIX file carries of payouts, and what not. */
export function sortOutPix(payouts: readonly RailPayout[]): SortedOut<PixPayout> {
  return sortOut(payouts, isPixPayout, refusalOf)
}

function isPixPayout(payout: RailPayout): payout is PixPayout {
  return payout.details.kind === 'pix'
}

function refusalOf({ currency, amountMinor, holderName, details: { key } }: PixPayout): RailRefusal | null {
  if (currency !== 'BRL') return 'currency'
  if (amountMinor > LARGEST_MINOR) return 'amount'
  // A key is kept as it is or not at all: one sign changed, and it is somebody else's.
  if (key.length > LONGEST_KEY || !/^[\x21-\x7e]+$/.test(key)) return 'account'
  return saysSomething(capitalText(holderName, LONGEST_NAME)) ? null : 'name'
}

interface Order {
  readonly createdAt: Date
  readonly executionDate: string
  readonly fileNumber: number
  readonly payer: PixPayer
}

function fileOf(order: Order, payouts: readonly PixPayout[]): string[] {
  const lots = Array.from({ length: Math.ceil(payouts.length / PAYOUTS_PER_LOT) }, (_, index) =>
    lotOf(order, index + 1, payouts.slice(index * PAYOUTS_PER_LOT, (index + 1) * PAYOUTS_PER_LOT)),
  )
  const lines = lots.flat()
  return [fileHeader(order), ...lines, fileTrailer(order.payer, lots.length, lines.length + 2)]
}

function fileHeader({ createdAt, fileNumber, payer }: Order): string {
  // Brazil's own time, which is three hours behind all year: a bank refuses a file of tomorrow.
  const stamp = new Date(createdAt.getTime() - BEHIND_UTC_MS).toISOString()
  return line([
    digits(payer.bankCode, 3), digits('0', 4), digits('0', 1), letters('', 9), ...company(payer),
    letters(payer.holderName, 30), letters(payer.bankName, 30), letters('', 10),
    digits('1', 1), digits(dayOf(stamp), 8), digits(stamp.slice(11, 19).replaceAll(':', ''), 6), digits(String(fileNumber), 6),
    digits(FILE_LAYOUT, 3), digits('0', 5), letters('', 20), letters('', 20), letters('', 29),
  ])
}

/** The payer in both headers: CNPJ, contract, branch, account. */
function company({ cnpj, agreement, branch, branchDigit, account, accountDigit }: PixPayer): string[] {
  return [
    digits('2', 1), digits(cnpj, 14), letters(agreement, 20), digits(branch, 5), letters(branchDigit, 1), digits(account, 12), letters(accountDigit, 1), letters('', 1),
  ]
}

function lotOf(order: Order, number: number, payouts: readonly PixPayout[]): string[] {
  const { payer } = order
  const start = [digits(payer.bankCode, 3), digits(String(number), 4)]
  const header = line([
    ...start, digits('1', 1), 'C', digits(SUPPLIERS, 2), digits(PIX_TRANSFER, 2), digits(LOT_LAYOUT, 3), letters('', 1), ...company(payer),
    letters(payer.holderName, 30), letters('', 40), letters('', 30), digits('0', 5), letters('', 15), letters('', 20), digits('0', 5), letters('', 3), letters('', 2),
    digits('1', 2), letters('', 6), letters('', 10),
  ])
  const details = payouts.flatMap((payout, index) => [
    line([...start, digits('3', 1), digits(String(index * 2 + 1), 5), ...segmentA(order, payout)]),
    line([...start, digits('3', 1), digits(String(index * 2 + 2), 5), ...segmentB(payout)]),
  ])
  const sum = payouts.reduce((total, { amountMinor }) => total + amountMinor, 0n)
  const trailer = line([
    ...start, digits('5', 1), letters('', 9), digits(String(details.length + 2), 6), digits(String(sum), 18), digits('0', 18), digits('0', 6), letters('', 165), letters('', 10),
  ])
  return [header, ...details, trailer]
}

/** The transfer: how much, when, to whom. The account is in segment B, as a key. */
function segmentA({ executionDate }: Order, { holderName, endToEndId, amountMinor }: PixPayout): string[] {
  return [
    'A', digits('0', 1), digits('0', 2), digits(INSTANT_PAYMENTS, 3),
    digits('0', 3), digits('0', 5), letters('', 1), digits('0', 12), letters('', 1), letters('', 1),
    letters(holderName, LONGEST_NAME), letters(endToEndId, 20), digits(dayOf(executionDate), 8), 'BRL', digits('0', 15), digits(String(amountMinor), 15),
    letters('', 20), digits('0', 8), digits('0', 15), letters('', 40), letters('', 2), letters('', 5), letters('', 2), letters('', 3), digits('0', 1), letters('', 10),
  ]
}

/** The key, with the number of the receiver where it is known, and what the receiver reads. */
function segmentB({ endToEndId, reference, details }: PixPayout): string[] {
  const taxId = details.keyType === 'cpf' || details.keyType === 'cnpj' ? details.key : (details.taxId ?? '')
  const kind = taxId === '' ? '0' : taxId.length > 11 ? '2' : '1'
  return [
    'B', KEY_FORMS[details.keyType].padEnd(3), kind, digits(taxId, 14), letters(endToEndId, 35), letters(reference, 60), details.key.padEnd(LONGEST_KEY),
    digits('0', 6), digits('0', 8),
  ]
}

function fileTrailer({ bankCode }: PixPayer, lots: number, lines: number): string {
  return line([digits(bankCode, 3), '9999', '9', letters('', 9), digits(String(lots), 6), digits(String(lines), 6), digits('0', 6), letters('', 205)])
}

/** 2026-12-01 as 01122026. */
function dayOf(date: string): string {
  return `${date.slice(8, 10)}${date.slice(5, 7)}${date.slice(0, 4)}`
}
