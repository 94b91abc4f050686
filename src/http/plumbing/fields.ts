import { z } from 'zod'
import { isUuid } from '../../domain/ids.ts'
import { isCurrency } from '../../domain/money/currencies.ts'
import { parseInstant } from '../../domain/time/instant.ts'
import { DEFAULT_PAGE, LARGEST_PAGE } from './cursor.ts'

/** The kinds of field that more than one resource has. Their descriptions and examples are the documentation. */

const EXAMPLE_ID = '019abc00-0000-7000-8000-000000000001'
const LONGEST_URL = 2_048

/** The id of another object, in a body or a filter. */
export const idField = z
  .string()
  .refine(isUuid, { error: 'Expected an id.', params: { code: 'invalid_id' } })
  .meta({ format: 'uuid', examples: [EXAMPLE_ID] })

/** `:id` in a path. One that is malformed is answered like one that does not exist. */
export const idParams = z.object({ id: z.string().refine(isUuid).meta({ format: 'uuid', description: 'Id of the object.', examples: [EXAMPLE_ID] }) })

/** Text that must say something, kept exactly as sent. */
export function text(longest: number): z.ZodString {
  return z.string().min(1).max(longest).regex(/\S/, { error: 'Expected text.' })
}

/** A period of statements: a month, a quarter, half a month or a week. */
export const periodName = z
  .string()
  .regex(/^\d{4}-(?:(?:0[1-9]|1[0-2])(?:-H[12])?|Q[1-4]|W(?:0[1-9]|[1-4]\d|5[0-3]))$/, { error: 'Expected a period such as 2026-11, 2026-Q4, 2026-11-H1 or 2026-W45.' })
  .meta({ examples: ['2026-11'] })

/** An ISO 8601 instant with its zone. A date alone, a missing zone and everything else is refused. */
export const instant = z
  .string()
  .max(40)
  .meta({ format: 'date-time', examples: ['2026-11-01T00:00:00.000Z'] })
  .transform((value, check) => {
    const parsed = parseInstant(value)
    if (parsed !== null) return parsed
    check.addIssue({ code: 'custom', message: 'Expected an ISO 8601 date and time with a zone, like 2024-01-15T10:30:00.000Z.', params: { code: 'invalid_date' } })
    return z.NEVER
  })

/** An instant as it is answered. */
export const answeredInstant = z.string().meta({ format: 'date-time', examples: ['2026-11-01T00:00:00.000Z'] })

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, { error: 'Expected a country code of two capital letters.' }).meta({ examples: ['MT'] })

/** ISO 4217. */
export const currency = z
  .string()
  .refine(isCurrency, { error: 'Expected an ISO 4217 currency code.', params: { code: 'invalid_currency' } })
  .meta({ minLength: 3, maxLength: 3, examples: ['EUR'] })

/** A page on the web; may hold placeholders such as `[ClickKey]`. */
export const webAddress = z
  .string()
  .max(LONGEST_URL)
  .refine(isWebAddress, { error: 'Expected an http or https URL.', params: { code: 'invalid_url' } })
  .meta({ format: 'uri', examples: ['https://bettest.example?btag=[ClickKey]'] })

function isWebAddress(value: string): boolean {
  // The parser would silently drop tabs and line breaks.
  if (/[\u0000-\u0020\u007f]/.test(value)) return false
  const url = URL.parse(value)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' && url.hostname !== ''
}

/** A host name in ASCII, without a port. */
export const hostName = z
  .string()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*$/, { error: 'Expected a host name in lower case.' })
  .meta({ examples: ['bettest.example'] })

/** An id that the operator gave; theirs, so any text. */
export const externalId = text(255)

/** Amounts in major units of the program's currency. */
export const money = z.number().min(-1e13).max(1e13)

/** A rate in percent as a decimal text, at most 4 decimals. */
export const percent = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,3})(?:\.\d{1,4})?$/, { error: 'Expected a percentage as decimal text with at most 4 decimals.' })
  .meta({ examples: ['7.5'] })

const pageSize = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number)
  .refine((size) => size <= LARGEST_PAGE, { error: `At most ${LARGEST_PAGE}.` })

/** What every list takes. */
export const listQuery = {
  limit: pageSize.default(DEFAULT_PAGE).meta({ description: `Items per page, 1 to ${LARGEST_PAGE}.`, examples: ['50'] }),
  cursor: z.string().max(500).optional().meta({ description: 'The `nextCursor` of the page before.' }),
}

/** A list's answer. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodObject {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** The id of an object as it is answered. */
export const answeredId = z.string().meta({ format: 'uuid' })

/** What every object of ours begins with. */
export const commonFields = { id: answeredId, createdTs: answeredInstant, updatedTs: answeredInstant }
