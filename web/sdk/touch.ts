/** The cookies that tell who sent the visitor: the affiliate's referral code, and our click key. */
export const REFERRAL_COOKIE = 'aff_ref'
export const CLICK_COOKIE = 'fs_click'
export type TouchCookie = typeof REFERRAL_COOKIE | typeof CLICK_COOKIE

const REFERRAL_PARAMETERS = ['ref', 'via', 'aff']
const HASH_ROUTE = /^#[/!]/
const SHAPES: Readonly<Record<TouchCookie, RegExp>> = {
  // Other software writes addresses and sentences into ?ref= as well.
  [REFERRAL_COOKIE]: /^[\p{L}\p{N}_.~@+-]{1,100}$/u,
  [CLICK_COOKIE]: /^[0-9A-Za-z]{22}$/,
}

/** Who sent the visitor, as the address of the page says. */
export function readTouch(clickParameter: string): Readonly<Record<TouchCookie, string | undefined>> {
  const parameters = readParameters()
  return {
    [REFERRAL_COOKIE]: REFERRAL_PARAMETERS.map((name) => parameters.get(name)?.trim()).find((value) => isTouchValue(REFERRAL_COOKIE, value)),
    [CLICK_COOKIE]: [parameters.get(clickParameter) ?? ''].find((value) => isTouchValue(CLICK_COOKIE, value)),
  }
}

/** Anybody can write an address or a cookie: what is not shaped like ours counts as absent. */
export function isTouchValue(cookie: TouchCookie, value: string | undefined | null): boolean {
  return SHAPES[cookie].test(value ?? '')
}

/** The page as a visitor sees it: the same whether or not its address still carries who sent them. */
export function readPage(clickParameter: string): string {
  const parameters = new URLSearchParams(location.search)
  for (const name of [...REFERRAL_PARAMETERS, clickParameter]) parameters.delete(name)
  return `${location.pathname}?${parameters}${HASH_ROUTE.test(location.hash) ? location.hash : ''}`
}

/** Single-page apps that keep their routes behind the # have parameters there too. */
function readParameters(): URLSearchParams {
  return new URLSearchParams(`${location.search.slice(1)}&${location.hash.split('?')[1] ?? ''}`)
}
