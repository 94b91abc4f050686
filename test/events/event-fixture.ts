import type { Uuid } from '../../src/domain/ids.ts'
import { announceEvents } from '../../src/domain/events/announce-events.ts'
import type { EventSource, NewEvent, RecordedEvent } from '../../src/domain/events/new-event.ts'
import { recordEvents } from '../../src/domain/events/record-events.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { Books } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'

const NOTHING = {
  referralCode: null, affiliateId: null, orderId: null, value: null, currency: null, customerId: null, customerEmail: null, customerName: null,
  product: null, sessionId: null, occurredAt: null, properties: {}, deviceInfo: null, ip: null,
} as const

/** A conversion of 100 for the affiliate with this code. */
export function conversion(orderId: string, referralCode: string, facts: Partial<NewEvent> = {}): NewEvent {
  return { ...NOTHING, kind: 'conversion', orderId, referralCode, value: 100_000_000n, ...facts }
}

export function pageView(referralCode: string, facts: Partial<NewEvent> = {}): NewEvent {
  return { ...NOTHING, kind: 'page_view', referralCode, ...facts }
}

/** A program that takes events: its brand is the default one. */
export class Campaign {
  readonly books: Books
  readonly source: EventSource

  private constructor(books: Books) {
    this.books = books
    this.source = { programId: books.programId, kind: 'api', isVerified: true, actor: 'key:test' }
  }

  static async open(context: TestContext, settings: Parameters<typeof Books.open>[1] & { billingPlan?: string } = {}): Promise<Campaign> {
    const books = await Books.open(context, settings)
    await context.db.shared(async (tx) => {
      await tx.sql({ text: 'update program set default_brand_id = $2 where id = $1', values: [books.programId, books.brandId] })
      await tx.sql({
        text: 'update operator set billing_plan = $2 where id = (select operator_id from program where id = $1)',
        values: [books.programId, settings.billingPlan ?? 'premium'],
      })
    })
    return new Campaign(books)
  }

  /** Adds an affiliate with this code. */
  async affiliate(code: string, status = 'active'): Promise<Uuid> {
    const id = await this.books.affiliate(status)
    await this.books.context.db.inProgram(this.books.programId, async (tx) => {
      await tx.sql({ text: 'insert into referral_code (code, program_id, affiliate_id) values ($1, $2, $3)', values: [code, this.books.programId, id] })
      await tx.sql({ text: 'update affiliate set referral_code = $3 where program_id = $1 and id = $2', values: [this.books.programId, id, code] })
    })
    return id
  }

  /** Records events as an edge does; nothing is processed yet. */
  async record(events: readonly NewEvent[], source: Partial<EventSource> = {}): Promise<RecordedEvent[]> {
    const { context, programId } = this.books
    const recorded = await context.db.inProgram(programId, (tx) => recordEvents(tx, context, { ...this.source, ...source }, events))
    await announceEvents(context, programId, recorded)
    return recorded
  }

  /** Records events and processes what they brought; answers `outcome` or `outcome reason` of each. */
  async send(...events: NewEvent[]): Promise<string[]> {
    const recorded = await this.record(events)
    await this.books.process()
    return recorded.map(told)
  }

  async sql<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.books.context.db.inProgram(this.books.programId, (tx) => tx.sql<Row>({ text, values: [this.books.programId, ...values] }))
  }

  /** What verify finds wrong. */
  async offences(): Promise<unknown[]> {
    const { context, programId } = this.books
    const { laws } = await verifyBooks(context.db, programId)
    return laws.filter(({ offender }) => offender !== null)
  }
}

export function told({ outcome, reason }: RecordedEvent): string {
  return reason === null ? outcome : `${outcome} ${reason}`
}
