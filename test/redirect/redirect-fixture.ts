import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Tx } from '../../src/db/database.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { createTrackingLink } from '../../src/domain/tracking/create-tracking-link.ts'
import { notifyLinkChange } from '../../src/domain/tracking/notify-link-change.ts'
import { type Redirect, type RedirectSettings, startRedirect } from '../../src/redirect/start-redirect.ts'
import type { TestContext } from '../support/context.ts'

export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'

/** Small, so that a test's start writes no 64 MiB. */
export const SMALL_SPOOL = { segmentBytes: 256 * 1024, reserveBytes: 64 * 1024, segmentsMax: 512 }

export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly location: string
  readonly body: string
}

export interface ClickRow {
  readonly click_key: Uuid
  readonly occurred_at: Date
  readonly tracking_link_id: Uuid
  readonly affiliate_id: Uuid
  readonly tracker_id: Uuid
  readonly brand_id: Uuid
  readonly visitor_id: Uuid | null
  readonly flags: string[]
  readonly is_valid: boolean
  readonly country: string | null
  readonly ip: string | null
  readonly agent_family: string | null
  readonly referring_url: string | null
  readonly custom_parameter: string | null
  readonly sub_ids: Record<string, string> | null
  readonly utm: Record<string, string> | null
}

export interface Place {
  readonly programId: Uuid
  readonly number: number
  readonly brandId: Uuid
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
}

/** A program with a brand, an affiliate and a tracker. */
export async function makePlace(context: TestContext, landingPageUrl = 'https://bettest.example/?btag=[ClickKey]'): Promise<Place> {
  const [operatorId, programId, brandId, affiliateId, trackerId] = [newId(), newId(), newId(), newId(), newId()]
  const now = new Date()
  const number = await context.db.shared(async (tx) => {
    await tx.sql({ text: 'insert into operator (id, name, created_at, updated_at) values ($1, $2, $3, $3)', values: [operatorId, `Operator ${operatorId}`, now] })
    const [row] = await tx.sql<{ number: number }>({
      text: `insert into program (id, operator_id, name, currency, time_zone, fallback_url, created_at, updated_at)
             values ($1, $2, 'Redirect test', 'EUR', 'UTC', 'https://bettest.example/sorry?a=1&b=2', $3, $3) returning number`,
      values: [programId, operatorId, now],
    })
    return row?.number ?? 0
  })
  await context.db.inProgram(programId, async (tx) => {
    await tx.sql({ text: `insert into program_book (program_id, seal, matured_until) values ($1, '', $2)`, values: [programId, now] })
    await tx.sql({
      text: `insert into brand (program_id, id, name, landing_page_url, deep_link_hosts, created_at, updated_at)
             values ($1, $2, 'BetTest', $3, '{bettest.example}', $4, $4)`,
      values: [programId, brandId, landingPageUrl, now],
    })
    await tx.sql({
      text: `insert into affiliate (program_id, number, id, name, currency, created_at, updated_at) values ($1, (select count(*) from affiliate where program_id = $1), $2, 'Anna', 'EUR', $3, $3)`,
      values: [programId, affiliateId, now],
    })
    await tx.sql({
      text: `insert into tracker (program_id, id, affiliate_id, name, created_at, updated_at) values ($1, $2, $3, 'Blog', $4, $4)`,
      values: [programId, trackerId, affiliateId, now],
    })
  })
  return { programId, number, brandId, affiliateId, trackerId }
}

/** A link of the place; `landingPageUrl` null takes the brand's. */
export async function makeLink(
  context: TestContext, place: Place, options: { landingPageUrl?: string | null, passThrough?: boolean, slug?: string } = {},
): Promise<{ id: Uuid, number: number, slug: string }> {
  return context.db.inProgram(place.programId, (tx) =>
    createTrackingLink(tx, {
      programId: place.programId,
      trackerId: place.trackerId,
      brandId: place.brandId,
      productId: null,
      mediaId: null,
      slug: options.slug ?? null,
      landingPageUrl: options.landingPageUrl ?? null,
      passThrough: options.passThrough ?? false,
      now: new Date(),
    }),
  )
}

/** Changes something that links depend on, the way the verbs do: change and notice in one transaction. */
export async function change(context: TestContext, place: Place, work: (tx: Tx) => Promise<unknown>): Promise<void> {
  await context.db.inProgram(place.programId, async (tx) => {
    await work(tx)
    await notifyLinkChange(tx, place.programId)
  })
}

/** A redirect that listens, with means to ask it and to look at what it stored. */
export class RedirectFixture {
  readonly context: TestContext
  readonly redirect: Redirect
  readonly port: number
  readonly #server: http.Server

  private constructor(context: TestContext, redirect: Redirect, server: http.Server) {
    this.context = context
    this.redirect = redirect
    this.#server = server
    this.port = portOf(server)
  }

  static async start(context: TestContext, settings: Partial<RedirectSettings> = {}): Promise<RedirectFixture> {
    const redirect = startRedirect({
      databaseUrl: context.database.appUrl,
      dataDir: context.config.dataDir,
      publicUrl: 'https://go.example',
      trustProxy: false,
      geoipDb: undefined,
      logLevel: 'fatal',
      clickKeys: context.clickKeys,
      clock: context.clock,
      log: context.log,
      completionModule: null,
      spoolLimits: SMALL_SPOOL,
      ...settings,
    })
    const server = http.createServer((request, response) => {
      if (!redirect.listener(request, response)) response.writeHead(418).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await until(() => redirect.isReady())
    return new RedirectFixture(context, redirect, server)
  }

  get spoolRoot(): string {
    return path.join(this.context.config.dataDir, 'spool')
  }

  async get(target: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
    return ask(this.port, target, { 'user-agent': BROWSER, ...headers }, method)
  }

  /** The clicks of a program, once all that were answered are stored. */
  async clicks(place: Place): Promise<ClickRow[]> {
    await until(() => {
      const { redirects, clicksStored } = this.redirect.counters()
      return clicksStored >= redirects
    })
    return this.context.db.inProgram(place.programId, (tx) =>
      tx.sql<ClickRow>({ text: 'select * from click where program_id = $1 order by occurred_at, recorded_at', values: [place.programId] }),
    )
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await this.redirect.stop(5_000)
  }
}

export async function ask(port: number, target: string, headers: http.OutgoingHttpHeaders, method = 'GET'): Promise<Answer> {
  const request = http.request({ host: '127.0.0.1', port, path: target, method, headers, agent: false })
  request.end()
  const [response]: http.IncomingMessage[] = await once(request, 'response')
  if (response === undefined) throw new Error('no response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const { statusCode = 0, headers: answered } = response
  return { status: statusCode, headers: answered, location: answered.location ?? '', body: Buffer.concat(chunks).toString() }
}

/** Waits for something that happens beside the test, looking often. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function portOf(server: http.Server): number {
  const address = server.address() as AddressInfo
  return address.port
}
