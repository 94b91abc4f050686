/** An answer that a visitor sees. */
export interface Page {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: string
}

/** For links that are unknown, foreign or not active: one text, so that it does not tell which. */
export function inactivePage(fallbackUrl: string | null): Page {
  return page(404, 'This link is not active', offer(fallbackUrl), {})
}

const RETRY_AFTER_SECONDS = 2

/** For the moments when the database is needed and does not answer. */
export function busyPage(): Page {
  return page(503, 'Please try again in a moment', '', { 'Retry-After': RETRY_AFTER_SECONDS })
}

function offer(url: string | null): string {
  return url !== null && /^https?:\/\//i.test(url) ? `<p><a href="${escapeHtml(url)}" rel="noreferrer">Continue</a></p>` : ''
}

function page(status: number, title: string, more: string, headers: Record<string, string | number>): Page {
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title></head>
<body><h1>${title}</h1>${more}</body></html>
`
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
    body,
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
