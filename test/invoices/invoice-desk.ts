import type { Uuid } from '../../src/domain/ids.ts'
import { issueInvoices, type StatementToInvoice } from '../../src/domain/invoices/issue-invoices.ts'
import { ownProgram } from '../../src/domain/programs/own-program.ts'
import { ClosingDesk } from '../periods/closing-desk.ts'

/** Finance that invoices: tax profiles, months with what was earned, and what is issued for them. */
export class InvoiceDesk {
  readonly desk: ClosingDesk

  constructor(desk: ClosingDesk) {
    this.desk = desk
  }

  static async open(now: string): Promise<InvoiceDesk> {
    const desk = await ClosingDesk.open(now)
    await desk.api.patch('/program', { adjustmentLimit: 1_000_000 })
    return new InvoiceDesk(desk)
  }

  get api() {
    return this.desk.api
  }

  async entity(fields: object = {}) {
    return (await this.api.post('/legal-entity', { name: 'Acme Ltd', address: 'Republic Street 1\nValletta', country: 'MT', taxId: 'MT11679112', prefix: 'ACME', ...fields })).body
  }

  profile(affiliateId: Uuid, fields: object = {}) {
    return this.api.post('/tax-profile', {
      affiliateId, legalName: 'Anna Borg', address: 'Triq il-Kbira 2\nSliema', country: 'DE', taxId: 'DE136695976', vatRate: '19', withholdingRate: '15', invoicing: 'self_billed', ...fields,
    })
  }

  async adjust(affiliateId: Uuid, amount: number): Promise<void> {
    const { status, text } = await this.api.post('/adjustment', { affiliateId, amount, reason: 'agreed' })
    if (status !== 201) throw new Error(text)
  }

  /** What sealing has done with invoices, once more. */
  async invoice(name: string): Promise<void> {
    const { db, clock } = this.api.context
    const { programId } = this.api.program
    await db.inProgram(programId, async (tx) => {
      const program = await ownProgram(tx, programId)
      const statements = await tx.sql<StatementToInvoice>({
        text: `select id as "statementId", affiliate_id as "affiliateId", net_minor as "baseMinor", vat_minor as "vatMinor", -withheld_minor as "withheldMinor" from statement where period_name = $1`,
        values: [name],
      })
      await issueInvoices(tx, program, { name }, statements, program.test_now ?? clock.now())
    })
  }

  async invoices(query = '') {
    return (await this.api.get(`/invoice?limit=500${query}`)).body.items
  }

  /** An invoice that an affiliate sends for a statement. */
  upload(affiliateId: Uuid, statementId: Uuid, fields: object = {}) {
    return this.api.post('/affiliate-invoice', { affiliateId, statementId, number: '2026-17', issuedOn: '2026-11-02', net: 100, vat: 19, total: 119, currency: 'EUR', ...fields })
  }
}
