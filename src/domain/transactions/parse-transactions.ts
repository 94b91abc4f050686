import { DomainError, type FieldError } from '../errors.ts'
import { microsFromNumber } from '../money/amounts.ts'
import { isCurrency } from '../money/currencies.ts'
import { parseInstant } from '../time/instant.ts'
import { takesBack, type TransactionItem } from './transaction-item.ts'

/** Types that drive rules; any other text is the caller's own. */
export const KNOWN_TYPES = ['deposit', 'withdrawal', 'wager', 'revenue', 'sale', 'refund', 'chargeback', 'bonus', 'adjustment'] as const

const ERRORS_NAMED_MAX = 100
const TEXT_MAX = 255
const NOTE_MAX = 2_000
const TYPE_MAX = 64
const DEDUCTIONS_MAX = 50

// By hand and not by a schema library: a bulk call is up to 10,000 items of 30 fields, and this is its whole cost before the write.
const FIELDS = [
  'externalId', 'type', 'affiliateId', 'clickKey', 'clickId', 'externalCustomerId', 'brandId', 'externalBrandId', 'externalProductId', 'transactionDate',
  'country', 'country_code', 'depositAmount', 'grossRevenue', 'wageredAmount', 'revShareCommission', 'cpaCommission', 'fixedCommission', 'category',
  'label', 'note', 'operatorId', 'bonusAmount', 'withdrawalAmount', 'saleAmount', 'deductions', 'relatedExternalId', 'currency',
] as const

type Field = (typeof FIELDS)[number]
type RawItem = Partial<Record<Field, unknown>>

const BY_LOWER_CASE = new Map<string, Field>(FIELDS.map((field) => [field.toLowerCase(), field]))
const EXACT = new Set<string>(FIELDS)

/** Checks the shape of items and normalises them. Throws `invalid_request` with the first 100 wrong fields; then nothing is stored. */
export function parseTransactions(items: readonly unknown[], pathOf: (index: number) => string): { readonly items: TransactionItem[]; readonly ignored: ReadonlySet<string> } {
  const errors: FieldError[] = []
  const ignored = new Set<string>()
  const parsed: TransactionItem[] = []
  for (let index = 0; index < items.length && errors.length < ERRORS_NAMED_MAX; index += 1) {
    const reader = new ItemReader(readFields(items[index], ignored), pathOf(index), errors)
    const item = reader.read()
    if (item !== undefined) parsed.push(item)
  }
  if (errors.length > 0) {
    throw new DomainError('invalid_request', { message: 'The transactions are not valid; nothing was stored.', errors: errors.slice(0, ERRORS_NAMED_MAX) })
  }
  return { items: parsed, ignored }
}

/** Field names match in any case; an exact name wins over another spelling of it. Undefined when the item is no object. */
function readFields(value: unknown, ignored: Set<string>): RawItem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const source = value as Record<string, unknown>
  let isExact = true
  for (const name in source) if (!EXACT.has(name)) isExact = false
  if (isExact) return source as RawItem
  const fields: RawItem = {}
  for (const name of Object.keys(source)) {
    const field = BY_LOWER_CASE.get(name.toLowerCase())
    if (field === undefined) ignored.add(name)
    else if (name === field || !(field in source)) fields[field] = source[name]
  }
  return fields
}

class ItemReader {
  readonly #raw: RawItem | undefined
  readonly #path: string
  readonly #errors: FieldError[]

  constructor(raw: RawItem | undefined, path: string, errors: FieldError[]) {
    this.#raw = raw
    this.#path = path
    this.#errors = errors
  }

  /** The item, or undefined after its errors were noted. Built in one fixed order: the content hash reads it as text. */
  read(): TransactionItem | undefined {
    const raw = this.#raw
    if (raw === undefined) {
      this.#errors.push({ path: this.#path, code: 'invalid_type', message: 'Expected an object.' })
      return undefined
    }
    const errorsBefore = this.#errors.length
    const type = this.#type(raw.type)
    const item: { -readonly [Key in keyof TransactionItem]: TransactionItem[Key] | undefined } = {
      type,
      occurredAt: this.#instant(raw.transactionDate),
      externalId: this.#text('externalId', raw.externalId, TEXT_MAX),
      brandId: this.#text('brandId', raw.brandId, TEXT_MAX),
      externalBrandId: this.#text('externalBrandId', raw.externalBrandId, TEXT_MAX),
      externalProductId: this.#text('externalProductId', raw.externalProductId, TEXT_MAX),
      externalCustomerId: this.#text('externalCustomerId', raw.externalCustomerId, TEXT_MAX),
      clickKey: this.#text('clickKey', raw.clickKey ?? raw.clickId, TEXT_MAX),
      affiliateId: this.#text('affiliateId', raw.affiliateId, TEXT_MAX),
      relatedExternalId: this.#text('relatedExternalId', raw.relatedExternalId, TEXT_MAX),
      country: this.#text('country', raw.country, TEXT_MAX),
      countryCode: this.#text('country_code', raw.country_code, TEXT_MAX),
      category: this.#text('category', raw.category, TEXT_MAX),
      label: this.#text('label', raw.label, TEXT_MAX),
      note: this.#text('note', raw.note, NOTE_MAX),
      currency: this.#currency(raw.currency),
      deposit: this.#amount('depositAmount', raw.depositAmount),
      sale: this.#amount('saleAmount', raw.saleAmount),
      withdrawal: this.#amount('withdrawalAmount', raw.withdrawalAmount),
      wager: this.#amount('wageredAmount', raw.wageredAmount),
      bonus: this.#amount('bonusAmount', raw.bonusAmount),
      gross: this.#amount('grossRevenue', raw.grossRevenue),
      suppliedRevShare: this.#amount('revShareCommission', raw.revShareCommission),
      suppliedCpa: this.#amount('cpaCommission', raw.cpaCommission),
      suppliedFixed: this.#amount('fixedCommission', raw.fixedCommission),
      deductions: this.#deductions(raw.deductions),
    }
    if (takesBack(type)) this.#checkTakingBack(item)
    if (this.#errors.length > errorsBefore) return undefined
    // Fields that are undefined are not written to JSON, so the stored item has exactly those that were sent.
    return item as TransactionItem
  }

  #checkTakingBack(item: { deposit?: string | undefined; sale?: string | undefined; relatedExternalId?: string | undefined } & Record<string, unknown>): void {
    for (const [field, amount] of [['depositAmount', item.deposit], ['saleAmount', item.sale]] as const) {
      if (amount?.startsWith('-')) this.#error(field, 'negative_amount', 'The amount of a refund or chargeback is a positive magnitude; the type gives the sign.')
    }
    if (item.relatedExternalId === undefined) return
    const own = { grossRevenue: 'gross', wageredAmount: 'wager', withdrawalAmount: 'withdrawal', bonusAmount: 'bonus', revShareCommission: 'suppliedRevShare', cpaCommission: 'suppliedCpa', fixedCommission: 'suppliedFixed', deductions: 'deductions' }
    for (const [field, key] of Object.entries(own)) {
      if (item[key] !== undefined) this.#error(field, 'not_with_original', 'Not together with relatedExternalId: everything of the original is taken back in proportion.')
    }
  }

  #type(value: unknown): string {
    const text = this.#text('type', value, TYPE_MAX) ?? 'revenue'
    const lower = text.toLowerCase()
    return (KNOWN_TYPES as readonly string[]).includes(lower) ? lower : text
  }

  #instant(value: unknown): number {
    const parsed = parseInstant(value)
    if (parsed !== null) return parsed.getTime()
    const isMissing = value === undefined || value === null
    this.#error('transactionDate', isMissing ? 'required' : 'invalid_date', isMissing ? 'Required.' : 'Expected an ISO 8601 date and time with a zone, like 2024-01-15T10:30:00.000Z.')
    return 0
  }

  /** Null and empty text mean absent: clients of the reference send either. */
  #text(field: string, value: unknown, longest: number): string | undefined {
    if (value === undefined || value === null || value === '') return undefined
    if (typeof value !== 'string') this.#error(field, 'invalid_type', 'Expected text.')
    else if (value.length > longest) this.#error(field, 'too_long', `At most ${longest} characters.`)
    else return value
    return undefined
  }

  #currency(value: unknown): string | undefined {
    const text = this.#text('currency', value, TEXT_MAX)
    if (text === undefined || isCurrency(text)) return text
    this.#error('currency', 'invalid_currency', 'Expected an ISO 4217 currency code.')
    return undefined
  }

  /** Absent, null and zero are the same: no amount. */
  #amount(field: string, value: unknown): string | undefined {
    if (value === undefined || value === null || value === 0) return undefined
    if (typeof value !== 'number') {
      this.#error(field, 'invalid_type', 'Expected a number.')
      return undefined
    }
    const micros = microsFromNumber(value)
    if (micros === null) this.#error(field, 'out_of_range', 'Expected a finite number smaller than 10^13.')
    else if (micros !== 0n) return String(micros)
    return undefined
  }

  #deductions(value: unknown): { name: string; amount: string }[] | undefined {
    if (value === undefined || value === null) return undefined
    if (!Array.isArray(value) || value.length > DEDUCTIONS_MAX) {
      this.#error('deductions', 'invalid_type', `Expected a list of at most ${DEDUCTIONS_MAX}.`)
      return undefined
    }
    const deductions = value.flatMap((entry: unknown, index) => {
      const field = `deductions.${index}`
      if (typeof entry !== 'object' || entry === null || !('name' in entry)) {
        this.#error(field, 'invalid_type', 'Expected an object with name and amount.')
        return []
      }
      const name = this.#text(`${field}.name`, entry.name, TEXT_MAX)
      const amount = this.#amount(`${field}.amount`, 'amount' in entry ? entry.amount : undefined)
      if (name === undefined) this.#error(`${field}.name`, 'required', 'Required.')
      return name === undefined || amount === undefined ? [] : [{ name, amount }]
    })
    return deductions.length === 0 ? undefined : deductions
  }

  #error(field: string, code: string, message: string): void {
    this.#errors.push({ path: this.#path === '' ? field : `${this.#path}.${field}`, code, message })
  }
}
