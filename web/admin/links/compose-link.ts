/** What an affiliate may add to a tracking link. */
export interface LinkAdditions {
  readonly s1: string
  readonly s2: string
  readonly s3: string
  readonly clickid: string
  /** A page of the brand. */
  readonly url: string
}

/** A tracking link with what was added to it. */
export function composeLink(link: string, additions: LinkAdditions): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(additions)) if (value.trim() !== '') search.set(name, value.trim())
  return search.size === 0 ? link : `${link}?${search}`
}

/** Values that a landing page's placeholders could have, to show where a link leads. */
const EXAMPLES: Readonly<Record<string, string>> = {
  clickkey: '3xK9vQ2mTz7LbN4cYw8RfD',
  click_id: '3xK9vQ2mTz7LbN4cYw8RfD',
  affiliateid: '019abc00-0000-7000-8000-000000000001',
  trackerid: '019abc00-0000-7000-8000-000000000002',
  customparameter: 'abc-123',
  country: 'MT',
  s1: 'summer',
  s2: 'video-7',
  s3: '',
  s4: '',
  s5: '',
  s6: '',
  s7: '',
  s8: '',
  s9: '',
  s10: '',
}

/** A landing page with example values in; unknown placeholders stay, as they do in a redirect. */
export function exampleLandingPage(page: string): string {
  return page.replace(
    /\[(\w{1,20})\]|\{(\w{1,20})\}/g,
    (whole, bracketed?: string, braced?: string) => EXAMPLES[(bracketed ?? braced ?? '').toLowerCase()] ?? whole,
  )
}

/** Whether the brand learns of the click from an address. */
export function carriesClickKey(page: string): boolean {
  return /\[clickkey\]|\{click_id\}|\{clickkey\}/i.test(page)
}
