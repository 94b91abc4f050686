import { build } from '../../../src/db/database.ts'
import { newId } from '../../../src/domain/ids.ts'
import { catchUp } from '../../../src/domain/programs/catch-up.ts'
import type { SetUpResult } from '../../../src/domain/operators/set-up.ts'
import { awaitInvoice } from './awaited-statement.ts'
import { playPayouts } from './payout-scene.ts'
import { signInVisitor } from '../../portal/support/portal-visitor.ts'
import type { TestAnswer, TestApi } from './test-api.ts'

/** The ids of one of everything in a program, by what their fields are called. */
export type Scene = Readonly<Record<SceneId, string>>
export type SceneId =
  | 'brandId' | 'productId' | 'affiliateId' | 'groupId' | 'couponId' | 'trackerId' | 'trackingLinkId' | 'legacyLinkId' | 'planId' | 'assignmentId' | 'keyId' | 'customerId'
  | 'transactionId' | 'pendingId' | 'batchId' | 'failureId' | 'commissionId' | 'deliveryId' | 'adjustmentId' | 'payoutMethodId' | 'payoutRunId' | 'payoutId' | 'payoutFileId' | 'statementId' | 'transferId'
  | 'payingAccountId' | 'payerId' | 'reconciliationId' | 'legalEntityId' | 'taxProfileId' | 'invoiceId' | 'affiliateInvoiceId'
  | 'importId' | 'uploadingImportId' | 'webhookId' | 'host'
  | 'mediaId' | 'noteId' | 'notedAffiliateId' | 'applicantId' | 'suspendedAffiliateId' | 'savedReportId'
  | 'userId' | 'invitationId' | 'mailId' | 'portalAffiliateId' | 'portalUserId'

const AT = '2026-11-01T12:00:00.000Z'

/** A white point, as a PNG. */
const LOGO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC'

/** Fills a program with one of everything that has an id, through the API. External ids carry the suffix. */
export async function playScene(api: TestApi, program: SetUpResult, suffix: string): Promise<Scene> {
  const key = program.apiKey
  const make = async (path: string, body: object): Promise<string> => idOf(path, await api.post(path, body, { key }))
  const brandId = await make('/brand', { name: 'Scene', externalId: `brand-${suffix}`, landingPageUrl: 'https://scene.example' })
  const slowId = await make('/brand', { name: 'Slow', externalId: `slow-${suffix}`, landingPageUrl: 'https://slow.example', autoApprove: false })
  const productId = await make('/product', { brandId, name: 'Scene', externalId: 'product' })
  const groupId = await make('/affiliate-group', { name: `group ${suffix}` })
  const affiliateId = await make('/affiliate', { name: 'scene', externalId: `affiliate-${suffix}`, referralCode: `SCENE${suffix}`, groupId })
  const couponId = await make('/coupon', { code: `SCENE${suffix}`, affiliateId })
  const trackerId = await make('/tracker', { affiliateId, name: 'scene' })
  const trackingLinkId = await make('/tracking-link', { trackerId, brandId })
  const mediaId = await make('/media', { kind: 'banner', name: 'scene', content: LOGO, text: 'Scene' })
  const notedAffiliateId = await make('/affiliate', { name: 'noted' })
  const noteId = await make(`/affiliate/${notedAffiliateId}/note`, { body: 'scene' })
  const savedReportId = await make('/saved-report', { name: 'scene', definition: { dimensions: ['affiliate'], measures: ['clicks'] } })
  const portalAffiliateId = await make('/affiliate', { name: 'at the portal' })
  const portalUserId = (await signInVisitor(api, program.programId, portalAffiliateId, { role: 'viewer' })).userId
  const applicantId = await make('/affiliate', { name: 'applicant', status: 'pending' })
  const suspendedAffiliateId = await make('/affiliate', { name: 'suspended', status: 'suspended' })
  await cancelImports(api, key)
  const file = { kind: 'coupons', content: Buffer.from(`code,affiliateExternalId\nIMPORTED${suffix},affiliate-${suffix}\n`).toString('base64') }
  const importId = await make('/import', file)
  const uploadingImportId = await make('/import', { ...file, parts: 2 })
  const webhookId = await make('/webhook', { url: `https://hooks-${suffix.toLowerCase()}.example/fairshare` })
  const host = `go-${suffix.toLowerCase()}.scene.example`
  await api.post('/click-domain', { host }, { key })
  const legacyLinkId = await make('/legacy-link', { parameter: 'btag', value: `scene-${suffix}`, trackingLinkId })
  const planId = await make('/commission-plan', { name: 'Scene', version: { effectiveFrom: '2026-01-01T00:00:00Z', components: [{ type: 'percent_of_sale', rate: '10' }] } })
  const assignmentId = await make(`/commission-plan/${planId}/assignment`, { affiliateId, effectiveFrom: '2026-01-01T00:00:00Z' })
  const adjustmentId = await make('/adjustment', { affiliateId, amount: 5, reason: 'scene' })
  const payoutMethodId = await make('/payout-method', { affiliateId, kind: 'paypal', details: { email: `scene-${suffix}@example.com` }, reason: 'scene' })
  const payingAccountId = await make('/paying-account', { kind: 'sepa', name: 'scene', details: { holderName: 'Scene', iban: 'DE89370400440532013000' } })
  const payerId = await make('/paying-account', { kind: 'webhook', name: 'scene', details: { url: `https://payer-${suffix.toLowerCase()}.example/payouts` } })
  const reconciliationId = await make('/payout-reconciliation', { format: 'csv', content: `endToEndId,status\nNOBODY-${suffix},settled\n` })
  const legalEntityId = await make('/legal-entity', { name: 'Scene', address: 'Valletta', country: 'MT', prefix: `SCENE${suffix}` })
  const taxProfileId = await make('/tax-profile', { affiliateId, legalName: 'Scene', address: 'Sliema', country: 'MT', invoicing: 'self_billed' })
  const keyId = await make('/api-key', { name: 'scene', permissions: {} })
  const invitationId = await make('/invitation', { email: `invited-${suffix}@example.com`, role: 'viewer' })
  const userId = await addViewer(api, program, suffix)
  const mailId: string = (await api.get('/mail?limit=1', { key })).body.items[0].id
  const registration = { registrationDate: AT, referralCode: `SCENE${suffix}` }
  const customer = await api.post('/customer', { ...registration, externalId: 'c-1', brandId }, { key })
  await api.post('/customer', { ...registration, externalId: 'c-2', brandId: slowId }, { key })
  const sale = { type: 'sale', saleAmount: 100, transactionDate: AT }
  const batch = await api.post(
    '/transaction/bulk',
    [
      { ...sale, externalId: 's-1', externalCustomerId: 'c-1', externalBrandId: `brand-${suffix}` },
      { ...sale, externalId: 's-2', externalCustomerId: 'c-2', externalBrandId: `slow-${suffix}` },
      { ...sale, externalId: 's-0', externalCustomerId: 'c-1', externalBrandId: `brand-${suffix}`, transactionDate: '2026-10-15T12:00:00.000Z' },
      { ...sale, externalId: 's-3', externalCustomerId: 'c-1', externalBrandId: 'no such brand' },
    ],
    { key },
  )
  await api.call('PUT', '/gateway/woovi', { key, body: { enabled: true } })
  await api.app.inject({ method: 'POST', url: `/api/campaigns/${program.programId}/woovi/webhook`, payload: { event: 'OPENPIX:CHARGE_COMPLETED', scene: suffix } })
  await catchUp(api.context, program.programId)
  await api.post('/period/2026-10/close', {}, { key })
  await catchUp(api.context, program.programId)
  await api.post('/period/2026-10/seal', {}, { key })
  await api.call('PUT', '/program/logo', { key, body: { content: LOGO } })
  const awaited = await awaitInvoice(api, program, `paper ${suffix}`)
  const affiliateInvoiceId = await make('/affiliate-invoice', { ...awaited, number: '1', issuedOn: '2026-11-01', net: 1, vat: 0, total: 1, currency: 'EUR', content: 'JVBERi0xLjcK' })
  const { payoutRunId, payoutId, payoutFileId } = await playPayouts(api, program, suffix)
  const row = async (sql: string): Promise<string> => {
    const rows = await api.context.db.inProgram(program.programId, (tx) => tx.sql<{ id: string }>({ text: sql }))
    if (rows[0] === undefined) throw new Error(`the scene lacks ${sql}`)
    return rows[0].id
  }
  const statementId = await row('select s.id from statement s join period_seal using (program_id, period_name) where s.lines > 0 order by s.id')
  return {
    userId, invitationId, mailId, portalAffiliateId, portalUserId,
    brandId, productId, affiliateId, groupId, couponId, trackerId, trackingLinkId, legacyLinkId, planId, assignmentId, keyId, adjustmentId, payoutMethodId, payoutRunId, payoutId, payoutFileId,
    importId, uploadingImportId, webhookId, host, payingAccountId, payerId, reconciliationId, legalEntityId, taxProfileId, affiliateInvoiceId,
    mediaId, noteId, notedAffiliateId, applicantId, suspendedAffiliateId, savedReportId,
    invoiceId: await row('select id from invoice limit 1'),
    customerId: customer.body.id,
    batchId: batch.body.batchId,
    transactionId: await row("select id from transaction where external_id = 's-1'"),
    pendingId: await row("select id from transaction where status = 'pending'"),
    failureId: await row("select id from transaction_exception where state = 'failed'"),
    commissionId: await row('select id from commission limit 1'),
    statementId,
    transferId: await row(`select l.transfer_id as id from statement s join statement_line l using (program_id, period_name, affiliate_id) where s.id = '${statementId}'`),
    deliveryId: await row('select id from gateway_delivery limit 1'),
  }
}

function idOf(path: string, answer: TestAnswer): string {
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
  return answer.body.id
}

/** A program has so many uploaded files at most. */
async function cancelImports(api: TestApi, key: string): Promise<void> {
  for (const { id } of (await api.get('/import?status=ready&limit=500', { key })).body.items) await api.post(`/import/${id}/cancellation`, {}, { key })
}

/** Somebody of the operator who may look at this program only. */
async function addViewer({ context }: TestApi, { operatorId, programId }: SetUpResult, suffix: string): Promise<string> {
  const [id, email, now] = [newId(), `viewer-${suffix}@${programId}.example`, context.clock.now()]
  const values = { id, operator_id: operatorId, email, email_folded: email.toLowerCase(), role: 'viewer', all_programs: false, created_at: now, updated_at: now } as const
  await context.db.shared(async (tx) => {
    await tx.all(build.insertInto('operator_user').values(values))
    await tx.all(build.insertInto('operator_user_program').values({ operator_user_id: id, program_id: programId }))
  })
  return id
}
