/** First segments of the paths that this program answers itself on its own host. A test holds the list against what is registered. */
const OWN_SEGMENTS: ReadonlySet<string> = new Set([
  'admin', 'api', 'assets', 'console', 'docs', 'healthz', 'icon.svg', 'latest', 'm', 'p', 'portal', 'readyz', 'sdk', 'sign-in', 'sign-out', 'v1', 'verify',
])

/**
 * Whether a URL is one of this program's own calls and pages: no address of a former platform, whoever names it, can take their place.
 * The start page is not among them: `/?btag=…` is what many platforms had their affiliates publish.
 */
export function isOwnPath(url: string): boolean {
  const end = url.slice(1).search(/[/?]/)
  return OWN_SEGMENTS.has(end === -1 ? url.slice(1) : url.slice(1, end + 1))
}
