/** What a page can say to `init`. */
export interface Options {
  /** Page views by themselves, also when a single-page app changes its address. Default true. */
  readonly autoPageView?: boolean
  /** Which affiliate keeps a visitor that several have sent. Default `last_click`. */
  readonly attributionModel?: 'last_click' | 'first_click'
  /** Days. Default 30. */
  readonly cookieDuration?: number
  /** Tells in the console what goes wrong. */
  readonly debug?: boolean
  /** Where events go. Default: `/v1/sdk/events` on the host that this script came from. */
  readonly endpoint?: string
  /** The query parameter in which the brand's pages receive the click key. Default `clickKey`. */
  readonly clickParameter?: string
  /** The brand that customers and transactions belong to; without it the program's default brand. */
  readonly brandId?: string
  /** False: touch and send nothing until `setConsent(true)`. Default true. */
  readonly consent?: boolean
}

export interface Settings {
  readonly campaignId: string
  readonly isAutomatic: boolean
  readonly keepsFirst: boolean
  readonly cookieDays: number
  readonly endpoint: string
  readonly clickParameter: string
  readonly brandId: string | undefined
}

const DEFAULT_COOKIE_DAYS = 30
const DEFAULT_CLICK_PARAMETER = 'clickKey'
const EVENTS_PATH = '/v1/sdk/events'

// Only while the script is run for the first time does the document know which one it is.
const scriptUrl = findScriptUrl()

/** Options as they come from pages: what makes no sense counts as not given. */
export function readOptions(campaignId: string, options: Options): Settings {
  const days = Number(options.cookieDuration)
  return {
    campaignId,
    isAutomatic: options.autoPageView !== false,
    keepsFirst: options.attributionModel === 'first_click',
    cookieDays: days > 0 ? days : DEFAULT_COOKIE_DAYS,
    endpoint: options.endpoint || defaultEndpoint(),
    clickParameter: options.clickParameter || DEFAULT_CLICK_PARAMETER,
    brandId: options.brandId,
  }
}

function defaultEndpoint(): string {
  return scriptUrl && new URL(EVENTS_PATH, scriptUrl).href
}

function findScriptUrl(): string {
  // An element of the page can pass itself off as document.currentScript, but not as a script.
  const script = document.currentScript || document.querySelector('script[src*="/affiliatus."]')
  return script instanceof HTMLScriptElement ? script.src : ''
}
