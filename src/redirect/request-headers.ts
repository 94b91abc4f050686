/** The headers that following a link looks at. */
export interface RequestHeaders {
  host: string | undefined
  userAgent: string
  referer: string | undefined
  cookie: string | undefined
  forwardedFor: string | undefined
  /** What a proxy says about the visitor's country. */
  country: string | undefined
  secPurpose: string | undefined
  purpose: string | undefined
  secFetchDest: string | undefined
  secFetchMode: string | undefined
  secFetchUser: string | undefined
}

/**
 * Reads them from the list as it came (name, value, name, value …) in one pass: building the framework's object of all headers costs
 * more than everything else that is done with them. Of a repeated header the first counts; lists of forwarders are joined.
 */
export function readRequestHeaders(raw: readonly string[]): RequestHeaders {
  const headers: RequestHeaders = {
    host: undefined,
    userAgent: '',
    referer: undefined,
    cookie: undefined,
    forwardedFor: undefined,
    country: undefined,
    secPurpose: undefined,
    purpose: undefined,
    secFetchDest: undefined,
    secFetchMode: undefined,
    secFetchUser: undefined,
  }
  for (let i = 0; i + 1 < raw.length; i += 2) readHeader(headers, (raw[i] ?? '').toLowerCase(), raw[i + 1] ?? '')
  return headers
}

function readHeader(headers: RequestHeaders, name: string, value: string): void {
  switch (name) {
    case 'host':
      headers.host ??= value
      break
    case 'user-agent':
      if (headers.userAgent === '') headers.userAgent = value
      break
    case 'referer':
      headers.referer ??= value
      break
    case 'cookie':
      headers.cookie = headers.cookie === undefined ? value : `${headers.cookie}; ${value}`
      break
    case 'x-forwarded-for':
      headers.forwardedFor = headers.forwardedFor === undefined ? value : `${headers.forwardedFor}, ${value}`
      break
    case 'cf-ipcountry':
    case 'cloudfront-viewer-country':
    case 'x-country-code':
      headers.country ??= value
      break
    case 'sec-purpose':
      headers.secPurpose ??= value
      break
    case 'purpose':
      headers.purpose ??= value
      break
    case 'sec-fetch-dest':
      headers.secFetchDest ??= value
      break
    case 'sec-fetch-mode':
      headers.secFetchMode ??= value
      break
    case 'sec-fetch-user':
      headers.secFetchUser ??= value
      break
  }
}
