import { createHmac, randomBytes } from 'node:crypto'
import type { AppContext } from '../../app/context.ts'
import type { Author } from '../../domain/access/author.ts'
import { listAffiliates } from '../../domain/affiliates/list-affiliates.ts'
import { checkDelivery } from '../../domain/gateways/check-delivery.ts'
import type { RawDelivery } from '../../domain/gateways/gateway.ts'
import { setUpGateway } from '../../domain/gateways/set-up-gateway.ts'
import { stripe } from '../../domain/gateways/stripe.ts'
import { takeDeliveries } from '../../domain/gateways/take-deliveries.ts'
import type { Uuid } from '../../domain/ids.ts'
import { uploadImport } from '../../domain/imports/upload-import.ts'
import { type SavedQuestion, saveReport } from '../../domain/reports/saved-report.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import type { DemoPlan } from './demo-plan.ts'

const COUPONS = ['SPRING-LISBON', 'SPRING-PORTO', 'SPRING-FARO', 'RADIO-10', 'PODCAST-15']
const REPORT: SavedQuestion = { dimensions: ['affiliate'], measures: ['clicks', 'registrations', 'firstDeposits', 'commission'], filters: {}, sort: null, range: 'last_90' }

/** What lies on the desk: a report that is kept, a file of coupons whose columns wait to be named, and what a payment gateway has sent. Nothing of it earns. */
export async function makeOffice(context: AppContext, { program }: DemoPlan): Promise<void> {
  const secret = `whsec_${randomBytes(24).toString('hex')}`
  await context.db.inProgram(program.id, async (tx) => {
    const author: Author = { programId: program.id, actor: COMMAND_LINE_ACTOR, now: context.clock.now() }
    await saveReport(tx, author, { name: 'What each affiliate brought', definition: REPORT })
    const affiliates = await listAffiliates(tx, { programId: program.id, after: null, limit: COUPONS.length, sort: 'created', status: 'active' })
    await uploadImport(tx, author, { kind: 'coupons', fileName: 'coupons-autumn.csv', parts: 1, content: couponsFile(affiliates.map(({ affiliate }) => affiliate.externalId ?? affiliate.name)) })
    await setUpGateway(tx, author, context.secretBox, stripe, { enabled: true, secrets: { signingSecrets: [secret] } })
  })
  await receiveFromStripe(context, program.id, secret)
}

function couponsFile(partners: readonly string[]): Buffer {
  const lines = partners.map((partner, index) => `${COUPONS[index]},${partner},autumn`)
  return Buffer.from(['Voucher,Partner,Campaign', ...lines, ''].join('\n'))
}

/** Signed as the gateway signs: a payment that names no affiliate, and a refund of one that nobody knows. */
async function receiveFromStripe(context: AppContext, programId: Uuid, secret: string): Promise<void> {
  const created = Math.floor(context.clock.now().getTime() / 1_000)
  const events = [
    { id: 'evt_demo_1', type: 'checkout.session.completed', created, data: { object: { id: 'cs_demo_1', object: 'checkout.session', payment_status: 'paid', payment_intent: 'pi_demo_1', amount_total: 4_900, currency: 'eur', client_reference_id: null, customer_details: { email: 'nora@buyers.example' } } } },
    { id: 'evt_demo_2', type: 'charge.refunded', created, data: { object: { id: 'ch_demo_9', object: 'charge', payment_intent: 'pi_demo_9', amount: 1_900, amount_refunded: 1_900, currency: 'eur' } } },
  ]
  for (const event of events) {
    const delivery = signed(JSON.stringify(event), secret, created, context.clock.now())
    const check = await context.db.inProgram(programId, (tx) => checkDelivery(tx, context.secretBox, programId, stripe, delivery))
    await takeDeliveries(context, programId, stripe, [{ ...delivery, isSigned: check.outcome === 'signed' }])
  }
}

function signed(body: string, secret: string, timestamp: number, receivedAt: Date): RawDelivery {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { body: Buffer.from(body), headers: { 'stripe-signature': `t=${timestamp},v1=${signature}` }, receivedAt }
}
