import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import type { Client, errors as Errors } from 'undici'
import type { Outbound, OutboundOutcome, OutboundRequest, Send, UnknownReason } from '../app/outbound.ts'
import { canonicalAddress, isWithin, parseNetworks } from './outbound-address.ts'
import { hostOf, mayReach, type OutboundRules, parseOutboundUrl } from './outbound-url.ts'
import { type ResolveHost, resolvePublicHost, resolveSystemHost } from './resolve-host.ts'
import { resolvePublicTexts, type ResolveTexts } from './resolve-texts.ts'

/** In all: name, connection, answer to its last byte. */
const TOTAL_MS = 15_000
const CONNECT_MS = 5_000
const LARGEST_ANSWER_BYTES = 64 * 1024
const LARGEST_HEADERS_BYTES = 16 * 1024

export interface OutboundSettings {
  /** Networks outside the public internet that calls may reach. */
  readonly outboundAllow: readonly string[]
  /** Whose host and addresses are never called. */
  readonly publicUrl: string
  /** For tests. */
  readonly resolveHost?: ResolveHost
  readonly resolveTexts?: ResolveTexts
  readonly totalMs?: number
}

/** Makes the one way out for URLs that somebody gave us. What it may reach and what it reads of answers: docs/payout-rails.md, "Where calls may go". */
export function createOutbound(settings: OutboundSettings): Outbound {
  const rules = { allowed: parseNetworks(settings.outboundAllow), ownHost: hostOf(new URL(settings.publicUrl)) }
  const findTexts = settings.resolveTexts ?? resolvePublicTexts
  return { send: createSend(settings, rules), isCallable: (url) => parseOutboundUrl(url, rules) !== null, findTexts: (name) => findTexts(name) }
}

function createSend({ outboundAllow, resolveHost, totalMs = TOTAL_MS }: OutboundSettings, rules: OutboundRules): Send {
  const resolve = resolveHost ?? (outboundAllow.length === 0 ? resolvePublicHost : resolveSystemHost)
  return async (request) => {
    const url = parseOutboundUrl(request.url, rules)
    if (url === null) return { kind: 'not_sent', reason: 'url' }
    const signal = AbortSignal.timeout(totalMs)
    const addresses = await findAddresses(url, rules, resolve, signal)
    return typeof addresses === 'string' ? { kind: 'not_sent', reason: addresses } : callAt(url, addresses, request, signal)
  }
}

/** All addresses of the host, if all of them may be reached: a name that also stands for the inside is not called at all. */
async function findAddresses(url: URL, { allowed, ownHost }: OutboundRules, resolve: ResolveHost, signal: AbortSignal): Promise<readonly string[] | 'name' | 'address'> {
  const host = hostOf(url)
  const [addresses, own] = await Promise.all([addressesOf(host, resolve, signal), addressesOf(ownHost, resolve, signal)])
  if (addresses.length === 0) return 'name'
  const ownAddresses = new Set(own.map(canonicalAddress))
  // An operator who allows a network by its address may have us and the other service on one machine.
  const isOurs = (address: string) => ownAddresses.has(canonicalAddress(address)) && !isWithin(address, allowed)
  return addresses.every((address) => mayReach(url, address, allowed) && !isOurs(address)) ? addresses : 'address'
}

async function addressesOf(host: string, resolve: ResolveHost, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host]
  try {
    const addresses = await Promise.race([resolve(host), aborted(signal)])
    return addresses.filter((address) => isIP(address) !== 0).length === addresses.length ? addresses : []
  } catch {
    return []
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function callAt(url: URL, addresses: readonly string[], request: OutboundRequest, signal: AbortSignal): Promise<OutboundOutcome> {
  // Loaded at the first call: the redirect starts without it.
  const { buildConnector, Client, errors } = await import('undici')
  let isConnected = false
  const connect = buildConnector({ timeout: CONNECT_MS, allowH2: false, maxCachedSessions: 0, lookup: lookUpIn(addresses), keepAlive: false })
  const client = new Client(url.origin, {
    connect: (options, callback) =>
      void connect(options, (...[error, socket]) => {
        if (error !== null) return callback(error, null)
        isConnected = true
        return callback(null, socket)
      }),
    pipelining: 1, allowH2: false, maxHeaderSize: LARGEST_HEADERS_BYTES, maxResponseSize: LARGEST_ANSWER_BYTES, headersTimeout: TOTAL_MS, bodyTimeout: TOTAL_MS,
  })
  try {
    return await answerOf(client, url, request, signal)
  } catch (error) {
    return isConnected ? { kind: 'unknown', reason: reasonOf(error, errors, signal) } : { kind: 'not_sent', reason: 'connection' }
  } finally {
    await client.destroy().catch(() => undefined)
  }
}

/** The socket goes to an address that was checked: the name is not asked for again. */
function lookUpIn(addresses: readonly string[]): LookupFunction {
  return (_host, options, callback) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }))
    const [first] = found
    if (first === undefined) callback(new Error('no address'), '', 0)
    else if (options.all === true) callback(null, found)
    else callback(null, first.address, first.family)
  }
}

async function answerOf(client: Client, url: URL, { method, headers, body }: OutboundRequest, signal: AbortSignal): Promise<OutboundOutcome> {
  const answer = await client.request({
    method, path: url.pathname + url.search, headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Fairshare' }, body: body ?? null, signal,
  })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LARGEST_ANSWER_BYTES) return { kind: 'unknown', reason: 'too_large' }
    chunks.push(chunk)
  }
  const contentType = answer.headers['content-type']
  return { kind: 'answered', status: answer.statusCode, contentType: typeof contentType === 'string' ? contentType : '', body: Buffer.concat(chunks) }
}

function reasonOf(error: unknown, errors: typeof Errors, signal: AbortSignal): UnknownReason {
  if (signal.aborted || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) return 'timeout'
  if (error instanceof errors.ResponseExceededMaxSizeError || error instanceof errors.HeadersOverflowError) return 'too_large'
  return error instanceof errors.HTTPParserError ? 'malformed' : 'closed'
}
