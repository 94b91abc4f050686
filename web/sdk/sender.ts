import type { Settings } from './options.ts'
import { createOutbox, type Entry, LONGEST_LEASE_MS, type NewEntry } from './outbox.ts'
import { canOutlivePage, post, type Verdict } from './request.ts'
import { safely, tell } from './safely.ts'

/** Brings entries to the server, from this page or a later one. */
export interface Sender {
  /** Answers whether the server has it; false when it has to wait. Never rejects. */
  add(entry: NewEntry): Promise<boolean>
  /** Sends what waits. Never rejects. */
  send(): Promise<void>
  /** The network is back: what would have waited longer is sent at once. */
  retry(): void
  /** The page goes away: hands over what it can. */
  leave(): void
  clear(): void
}

/** The server takes no more in one request. */
const MOST_EVENTS = 50
const MOST_REQUESTS = 200
/** What a page reports in one go leaves in one request. */
const GATHER_MS = 50
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 5 * 60_000
/** What is sent later than this says when it happened, by the visitor's clock. */
const LATE_MS = 10_000

export function createSender({ campaignId, endpoint }: Settings): Sender {
  const outbox = createOutbox(`aff_queue_${campaignId}`)
  const accepted = new Set<string>()
  let most = MOST_EVENTS
  let failures = 0
  let pausedUntil = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let gathering: Promise<void> | undefined
  let sending: Promise<void> | undefined

  function send(): Promise<void> {
    if (endpoint === '') return Promise.resolve()
    if (Date.now() < pausedUntil) return Promise.resolve(plan())
    sending ??= sendAll().catch(tell).then(() => {
      sending = undefined
      safely(plan, undefined)
    })
    return sending
  }

  async function sendAll(): Promise<void> {
    for (let count = 0; count < MOST_REQUESTS; count += 1) {
      const batch = outbox.claim(most)
      if (batch.length === 0 || (await dispatch(batch)) === 'later') return
    }
  }

  async function dispatch(batch: readonly Entry[]): Promise<Verdict> {
    const verdict = await post(urlOf(endpoint, batch), bodyOf(batch))
    tell(verdict, batch)
    failures = verdict === 'later' ? failures + 1 : 0
    pausedUntil = verdict === 'later' ? Date.now() + pauseMs(failures) : 0
    // One entry that the server does not take must not hold up the others: after a refusal they go one by one.
    most = verdict === 'accepted' ? MOST_EVENTS : 1
    settle(batch, verdict)
    return verdict
  }

  function settle(batch: readonly Entry[], verdict: Verdict): void {
    const isAlone = batch.length === 1
    if (verdict === 'accepted') for (const { id } of batch) accepted.add(id)
    if (verdict === 'accepted' || (verdict === 'refused' && isAlone)) outbox.remove(batch)
    else outbox.putBack(batch, verdict === 'held' && isAlone ? Date.now() + LONGEST_LEASE_MS : 0)
  }

  function plan(): void {
    const nextAt = outbox.nextAt()
    clearTimeout(timer)
    if (nextAt !== undefined) timer = setTimeout(send, Math.max(FIRST_PAUSE_MS, nextAt - Date.now(), pausedUntil - Date.now()))
  }

  return {
    async add(entry) {
      if (!accepted.has(entry.id)) outbox.add(entry)
      gathering ??= new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
        gathering = undefined
        return send()
      })
      await gathering
      return accepted.has(entry.id)
    },
    send,
    retry() {
      pausedUntil = 0
      void send()
    },
    leave() {
      if (failures > 0 || endpoint === '') return
      for (let batch = outbox.claim(most); batch.length > 0; batch = outbox.claim(most)) {
        if (canOutlivePage()) void dispatch(batch)
        else if (!navigator.sendBeacon(urlOf(endpoint, batch), bodyOf(batch))) return outbox.putBack(batch, 0)
      }
      outbox.forgetUnderWay()
    },
    clear: outbox.clear,
  }
}

/** Twice as long after every failure, and never the same for two visitors. */
function pauseMs(failures: number): number {
  return Math.round(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2))
}

function urlOf(endpoint: string, [first]: readonly Entry[]): string {
  return endpoint.replace(/events\/?$/, first?.to ?? '')
}

function bodyOf(batch: readonly Entry[]): string {
  return JSON.stringify(batch[0]?.to === 'events' ? { events: batch.map(eventOf) } : batch[0]?.body)
}

function eventOf({ body, madeAt }: Entry): unknown {
  const properties = Object(body['properties'])
  return Date.now() - madeAt < LATE_MS ? body : { ...body, properties: { timestamp: new Date(madeAt).toISOString(), ...properties } }
}
