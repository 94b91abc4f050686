import { DomainError } from '../errors.ts'

/** What may happen to an affiliate's customers that it can be told of. */
export const POSTBACK_EVENTS = ['registration', 'first_deposit', 'sale', 'qualified', 'commission', 'commission_reversed'] as const
export type PostbackEvent = (typeof POSTBACK_EVENTS)[number]

/**
 * What stands in braces in a postback's URL, with what it would be for a made-up event. All that a postback ever says: nothing of it tells
 * who the customer is (docs/portal-api.md, "Postbacks").
 */
export const POSTBACK_MACROS = {
  event: 'sale',
  event_id: '019abc00-0000-7000-8000-000000000001',
  timestamp: '2026-11-21T12:00:00.000Z',
  click_id: 'your-click-1',
  tracker: 'newsletter',
  brand: 'Bettest',
  country: 'MT',
  customer: 'c…1a4f2',
  amount: '12.50',
  currency: 'EUR',
  commission_id: '019abc00-0000-7000-8000-000000000002',
  s1: 'autumn',
  s2: '', s3: '', s4: '', s5: '', s6: '', s7: '', s8: '', s9: '', s10: '',
} as const satisfies Readonly<Record<string, string>>

export type PostbackMacro = keyof typeof POSTBACK_MACROS

const LONGEST_URL = 2_048
const MACRO = /\{([^{}]*)\}/g

/** Whether calls may go to a URL: given by whoever knows the way out. */
export type IsCallable = (url: string) => boolean

/**
 * A postback's URL, filled with values. Each is URL-encoded, so that it can neither add a parameter nor be filled again. Throws
 * `invalid_request` for a URL that we would not call: not https, with a user, a macro in its host or one that we do not know.
 */
export function fillPostback(template: string, values: Readonly<Record<PostbackMacro, string>>, isCallable: IsCallable): string {
  requireTemplate(template)
  const url = template.replace(MACRO, (_, name: string) => encodeURIComponent(values[name as PostbackMacro]))
  if (url.length > LONGEST_URL * 2 || !isCallable(url)) throw wrongUrl('Expected an https URL of the public internet, without a user name.')
  return url
}

/** Throws `invalid_request` for what could never be called. */
export function requirePostbackUrl(template: string, isCallable: IsCallable): void {
  fillPostback(template, POSTBACK_MACROS, isCallable)
}

function requireTemplate(template: string): void {
  if (template.length > LONGEST_URL) throw wrongUrl(`At most ${LONGEST_URL} characters.`)
  const authority = /^https:\/\/[^/?#\\]+/i.exec(template)
  if (authority === null) throw wrongUrl('Expected an https URL.')
  if (/[{}]/.test(authority[0])) throw wrongUrl('Macros cannot stand in the host.')
  for (const [macro, name = ''] of template.matchAll(MACRO)) {
    if (!Object.hasOwn(POSTBACK_MACROS, name)) throw wrongUrl(`${macro} is no macro.`, 'unknown_macro')
  }
}

function wrongUrl(message: string, code = 'invalid_url'): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'url', code, message }] })
}
