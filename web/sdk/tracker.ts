import { type Claim, entryOf, readCustomer, readTransaction } from './claim.ts'
import { describeDevice, type EventKind, type Fields, type Report, readReport } from './event.ts'
import { type Options, readOptions, type Settings } from './options.ts'
import { onPageChange } from './page-changes.ts'
import { safely, setDebugging, tell } from './safely.ts'
import { createSender, type Sender } from './sender.ts'
import { CLICK_COOKIE, REFERRAL_COOKIE, readPage, type TouchCookie } from './touch.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** `window.affiliatus`. No method throws and no promise rejects: a page must not break because of us. */
export interface Tracker {
  /** Starts; called again for the same campaign it does nothing. */
  init(campaignId: string, options?: Options | null): Tracker
  /** These three answer whether the server has it by now: false when it has to wait, and when nobody sent this visitor. */
  trackPageView(properties?: Fields): Promise<boolean>
  trackLead(properties?: Fields): Promise<boolean>
  /** Needs `order_id` and a positive `order_value`. */
  trackConversion(properties: Fields): Promise<boolean>
  /** For brands that accept registrations from pages. Needs `external_customer_id`. */
  registerCustomer(fields: Fields): Promise<boolean>
  /** The same. Needs `external_customer_id`, `external_id` and a positive `amount`. */
  trackTransaction(fields: Fields): Promise<boolean>
  /** True allows cookies and sending. Anything else forbids both, and removes what was kept. */
  setConsent(isGranted: boolean): void
  /** Who sent the visitor; null when nobody did. */
  referralCode(): string | null
  /** The click that brought the visitor, for the `clickId` of a registration. */
  clickKey(): string | null
  /** Calls that were noted before the script was there: `affiliatus.push(['trackLead', {}])`. */
  push(call: Iterable<unknown>): void
}

interface Running {
  readonly settings: Settings
  readonly visitor: Visitor
  readonly sender: Sender
}

const MOST_HELD = 100

export function createTracker(): Tracker {
  let running: Running | undefined
  let isGranted: boolean | undefined
  let isConsentAwaited = false
  let lastPage = ''
  /** What was reported before it was allowed. */
  let held: ((running: Running) => unknown)[] = []

  const isForbidden = (): boolean => isGranted === false
  const isAllowed = (): boolean => (isGranted ?? !isConsentAwaited) && !isPrerendering()

  function start(next: Running): void {
    if (running === undefined) safely(watch, undefined)
    running = next
    lastPage = ''
    if (isForbidden()) forget(next)
    next.visitor.look()
    proceed()
    viewPage()
  }

  function watch(): void {
    onPageChange(changePage)
    listen(document, 'prerenderingchange', proceed)
    listen(window, 'online', () => isAllowed() && running?.sender.retry())
    listen(window, 'pagehide', () => isAllowed() && running?.sender.leave())
    // Phones end pages in the background without another word.
    listen(document, 'visibilitychange', () => document.visibilityState === 'hidden' && isAllowed() && running?.sender.send())
  }

  /** Catches up on what was not allowed before. */
  function proceed(): void {
    if (running === undefined || !isAllowed()) return
    running.visitor.allow()
    void running.sender.send()
    for (const report of held.splice(0)) report(running)
    viewPage()
  }

  /** Who sent the visitor is read at once, before the app tidies its address; the page is viewed when it has its title. */
  function changePage(isReturn: boolean): void {
    if (isReturn) lastPage = ''
    running?.visitor.look()
    setTimeout(() => safely(viewPage, undefined))
  }

  function viewPage(): void {
    if (running?.settings.isAutomatic && readPage(running.settings.clickParameter) !== lastPage) void track('page_view', {})
  }

  function track(kind: EventKind, given: unknown): Promise<boolean> {
    const report = readReport(kind, given)
    if (report === null) return refuse('a conversion needs order_id and a positive order_value')
    if (running !== undefined && kind === 'page_view' && !isForbidden()) lastPage = readPage(running.settings.clickParameter)
    return whenAllowed((now) => send(now, report))
  }

  function register(claim: Claim): Promise<boolean> {
    return whenAllowed(({ settings, visitor, sender }) => sender.add(entryOf(claim, settings, visitor)))
  }

  function whenAllowed(report: (running: Running) => Promise<boolean>): Promise<boolean> {
    if (running === undefined) return refuse('init comes first')
    if (isAllowed()) return report(running)
    if (!isForbidden() && held.length < MOST_HELD) held.push(report)
    return refuse('not allowed (yet)')
  }

  function read(cookie: TouchCookie): string | null {
    return isForbidden() ? null : safely(() => running?.visitor.read(cookie) ?? null, null)
  }

  const tracker: Tracker = {
    init(campaignId, options) {
      safely(() => {
        setDebugging(options?.debug === true)
        if (typeof campaignId !== 'string' || campaignId === '') return tell('init needs the id of the campaign')
        if (running?.settings.campaignId === campaignId) return
        const settings = readOptions(campaignId, options ?? {})
        isConsentAwaited = options?.consent === false
        start({ settings, visitor: createVisitor(settings), sender: createSender(settings) })
      }, undefined)
      return tracker
    },
    trackPageView: (properties) => settled(() => track('page_view', properties)),
    trackLead: (properties) => settled(() => track('lead', properties)),
    trackConversion: (properties) => settled(() => track('conversion', properties)),
    registerCustomer: (fields) => settled(() => register(readCustomer(fields))),
    trackTransaction: (fields) => settled(() => register(readTransaction(fields))),
    setConsent(isGrantedNow) {
      isGranted = isGrantedNow === true
      safely(proceed, undefined)
      if (isGranted) return
      held = []
      lastPage = ''
      if (running !== undefined) forget(running)
    },
    referralCode: () => read(REFERRAL_COOKIE),
    clickKey: () => read(CLICK_COOKIE),
    push(call) {
      safely(() => {
        const [name, ...rest] = call
        Reflect.apply(Reflect.get(tracker, String(name)), tracker, rest)
      }, undefined)
    },
  }
  return tracker
}

function send({ settings, visitor, sender }: Running, { kind, properties, ...entry }: Report): Promise<boolean> {
  const code = visitor.read(REFERRAL_COOKIE)
  if (code === null) return refuse('nobody sent this visitor')
  const body = { event_type: kind, campaign_id: settings.campaignId, affiliate_id: code, session_id: visitor.sessionId(), properties, device_info: describeDevice() }
  return sender.add({ ...entry, to: 'events', body })
}

function forget({ visitor, sender }: Running): void {
  safely(visitor.forbid, undefined)
  safely(sender.clear, undefined)
}

function refuse(reason: string): Promise<boolean> {
  tell(reason)
  return Promise.resolve(false)
}

function settled(run: () => Promise<boolean>): Promise<boolean> {
  return safely(run, Promise.resolve(false)).catch((error: unknown) => {
    tell(error)
    return false
  })
}

function listen(target: EventTarget, name: string, react: () => unknown): void {
  target.addEventListener(name, () => safely(react, undefined))
}

/** A page that is loaded ahead is nobody's visit until somebody looks at it. */
function isPrerendering(): boolean {
  return 'prerendering' in document && document.prerendering === true
}
