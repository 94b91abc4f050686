/**
 * What became of a request. `refused`: never again as it is. `held`: this may be taken another day (the domain is allowed then, the
 * month's limit over). `later`: the server or the way to it is not well.
 */
export type Verdict = 'accepted' | 'refused' | 'held' | 'later'

const TIMEOUT_MS = 15_000
// Browsers let 64 KiB outlive their page; a character takes up to three bytes.
const LONGEST_KEEPALIVE = 20_000
const FORBIDDEN = 403
const LATER_STATUSES = [408, 425, 429]

/**
 * Sends JSON as plain text, which browsers send to another origin without asking it first: one request instead of two, and it
 * outlives the page. Never rejects.
 */
export async function post(url: string, body: string): Promise<Verdict> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS)
  try {
    const keepalive = body.length < LONGEST_KEEPALIVE
    return judge(await fetch(url, { method: 'POST', body, credentials: 'omit', keepalive, signal: abort.signal }))
  } catch {
    return 'later'
  } finally {
    clearTimeout(timer)
  }
}

function judge({ ok, status }: Response): Verdict {
  if (ok) return 'accepted'
  if (status === FORBIDDEN) return 'held'
  return status < 500 && !LATER_STATUSES.includes(status) ? 'refused' : 'later'
}

/** Whether requests outlive their page. Where they do not, beacons do, whose origin some referrer policies hide. */
export function canOutlivePage(): boolean {
  return 'keepalive' in Request.prototype
}
