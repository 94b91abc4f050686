import { newId } from '../../../src/domain/ids.ts'
import type { BankDetails, PixDetails } from '../../../src/domain/payout-methods/payout-details.ts'
import { buildRailFile } from '../../../src/domain/payouts/rails/build-rail-file.ts'
import type { Rail, RailFile, RailFileInput, RailPayer, RailPayout } from '../../../src/domain/payouts/rails/rail-file.ts'
import { endToEndIdOf, messageIdOf } from '../../../src/domain/payouts/rails/rail-ids.ts'

export const SEPA_PAYER: RailPayer = { kind: 'sepa', holderName: 'Example & Söhne GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' }

export const PIX_PAYER: RailPayer = {
  kind: 'pix', holderName: 'Exemplo Comércio Ltda', cnpj: '11222333000181', bankCode: '237', bankName: 'Bradesco', agreement: '123456', branch: '1234', branchDigit: '5', account: '98765', accountDigit: '4',
}

const PAYERS: Readonly<Record<Rail, RailPayer | null>> = { csv: null, sepa: SEPA_PAYER, pix: PIX_PAYER }

export function bank(iban = 'FR1420041010050500013M02606', bic: string | null = null): BankDetails {
  return { kind: 'bank', holderName: 'Anna', country: iban.slice(0, 2), iban, bic, accountNumber: null, bankCode: null }
}

export function pix(key = 'anna@example.com', keyType: PixDetails['keyType'] = 'email', taxId: string | null = null): PixDetails {
  return { kind: 'pix', keyType, key, holderName: 'Anna', taxId }
}

export function payout(over: Partial<RailPayout> = {}): RailPayout {
  const payoutId = over.payoutId ?? newId()
  return {
    payoutId, endToEndId: endToEndIdOf(payoutId), amountMinor: 12_345n, currency: 'EUR', holderName: 'Anna Müller', details: bank(), reference: 'Example 2026-11, invoice 2026-000017', ...over,
  }
}

export function build(rail: Rail, payouts: readonly RailPayout[], over: Partial<RailFileInput> = {}): RailFile {
  return buildRailFile({
    rail, messageId: messageIdOf('019abc00-0000-7000-8000-000000000001'), createdAt: new Date('2026-12-01T10:11:12.345Z'), executionDate: '2026-12-02', fileNumber: 7, payer: PAYERS[rail], payouts, ...over,
  })
}
