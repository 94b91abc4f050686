const SAMPLES: readonly (readonly [placeholder: RegExp, value: string])[] = [
  [/\[ClickKey\]|\{click_id\}|\{clickkey\}/gi, '1Y9ba3xT7kQ2'],
  [/\[AffiliateId\]|\[TrackerId\]/gi, '019abc00-0000-7000-8000-000000000001'],
  [/\[S([1-9]|10)\]/gi, 's$1'],
  [/\[CustomParameter\]/gi, 'own-id'],
  [/\[Country\]/gi, 'MT'],
]

/** Whether the page is told the click that a visitor came by. */
export function hasClickKey(url: string): boolean {
  return /\[ClickKey\]|\{click_id\}|\{clickkey\}/i.test(url)
}

/** The page with a parameter for the click key: under `parameter`, behind what there is. */
export function withClickKey(url: string, parameter: string): string {
  const [rest = '', fragment] = url.split(/#(.*)/s)
  const joint = rest.includes('?') ? (/[?&]$/.test(rest) ? '' : '&') : '?'
  return `${rest}${joint}${parameter}=[ClickKey]${fragment === undefined ? '' : `#${fragment}`}`
}

/** What a visitor's address might look like. */
export function exampleOf(url: string): string {
  return SAMPLES.reduce((filled, [placeholder, value]) => filled.replace(placeholder, value), url)
}
