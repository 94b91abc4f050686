const SECONDS_PER_DAY = 86_400
const PROBE = 'aff_probe'

/** A cookie's value, null without one. */
export function readCookie(name: string): string | null {
  const cookie = document.cookie.split('; ').find((text) => text.startsWith(`${name}=`))
  return cookie === undefined ? null : decodeURIComponent(cookie.slice(name.length + 1))
}

/** Sets a first-party cookie for the widest domain that the browser allows, so that shop.example.com knows who came to www.example.com. */
export function writeCookie(name: string, value: string, days: number): void {
  const domain = widestDomain()
  // One of this host alone, made by another script, would stand before ours.
  if (domain !== '') setCookie(name, '', 0, '')
  setCookie(name, value, days, domain)
}

export function removeCookie(name: string): void {
  for (const domain of ['', widestDomain()]) setCookie(name, '', 0, domain)
}

function setCookie(name: string, value: string, days: number, domain: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API answers later, and only on https
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${Math.round(days * SECONDS_PER_DAY)}; SameSite=Lax${secure}${domain}`
}

let widest: string | undefined

/** Browsers know which domains everybody shares (co.uk, github.io) and refuse cookies for them: what they take is asked with a cookie. */
function widestDomain(): string {
  if (widest !== undefined) return widest
  const labels = location.hostname.split('.')
  for (let first = labels.length - 1; first >= 0; first -= 1) {
    const domain = `; Domain=${labels.slice(first).join('.')}`
    setCookie(PROBE, '1', 1, domain)
    if (readCookie(PROBE) === null) continue
    setCookie(PROBE, '', 0, domain)
    widest = domain
    return domain
  }
  widest = ''
  return widest
}
