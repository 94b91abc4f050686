import assert from 'node:assert/strict'
import { minorToFixedText } from '../../money/amounts.ts'
import type { BankDetails } from '../../payout-methods/payout-details.ts'
import { latinText, saysSomething } from './latin-text.ts'
import type { RailFile, RailFileInput, RailPayer, RailPayout, RailRefusal } from './rail-file.ts'
import { type SortedOut, sortOut } from './sort-out.ts'
import { element, writeXml, type XmlElement } from './xml-writer.ts'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'
const LONGEST_NAME = 70
const LONGEST_REFERENCE = 140
/** 999,999,999.99 EUR: the most that the scheme moves at once (EPC125-05, AT-T002). */
const LARGEST_MINOR = 99_999_999_999n

/** The countries whose IBANs the schemes reach (EPC409-09). Islands and overseas parts have the IBANs of their countries. */
const SEPA_COUNTRIES = new Set(
  'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA'.split(' '),
)

type SepaPayer = Extract<RailPayer, { kind: 'sepa' }>
type SepaPayout = RailPayout & { readonly details: BankDetails & { readonly iban: string } }

/**
 * A credit transfer initiation in euros, pain.001.001.09 as the guideline of the European Payments Council narrows it (EPC132-08): one
 * group, one payer, charges shared, IBANs, Latin characters.
 */
export function buildSepaFile({ messageId, createdAt, executionDate, payer, payouts }: RailFileInput): RailFile {
  assert(payer?.kind === 'sepa', 'a SEPA file is paid from a SEPA account')
  const { carried, refused } = sortOutSepa(payouts)
  const text = carried.length === 0 ? '' : writeXml(documentOf({ messageId, createdAt, executionDate, payer }, carried))
  return { fileName: `sepa-${messageId}.xml`, contentType: 'application/xml', bytes: Buffer.from(text), refused }
}

/** What a SEPA file carries of payouts, and what not. */
export function sortOutSepa(payouts: readonly RailPayout[]): SortedOut<SepaPayout> {
  return sortOut(payouts, isSepaPayout, refusalOf)
}

function isSepaPayout(payout: RailPayout): payout is SepaPayout {
  return payout.details.kind === 'bank' && payout.details.iban !== null
}

function refusalOf({ currency, amountMinor, holderName, details }: SepaPayout): RailRefusal | null {
  if (currency !== 'EUR') return 'currency'
  if (amountMinor > LARGEST_MINOR) return 'amount'
  if (!SEPA_COUNTRIES.has(details.iban.slice(0, 2))) return 'account'
  return saysSomething(latinText(holderName, LONGEST_NAME)) ? null : 'name'
}

interface Order {
  readonly messageId: string
  readonly createdAt: Date
  readonly executionDate: string
  readonly payer: SepaPayer
}

function documentOf({ messageId, createdAt, executionDate, payer }: Order, payouts: readonly SepaPayout[]): XmlElement {
  const totals = [element('NbOfTxs', String(payouts.length)), element('CtrlSum', minorToFixedText(payouts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n), 'EUR'))]
  const debtor = element('Nm', latinText(payer.holderName, LONGEST_NAME))
  return element(
    'Document',
    [
      element('CstmrCdtTrfInitn', [
        element('GrpHdr', [element('MsgId', messageId), element('CreDtTm', `${createdAt.toISOString().slice(0, 19)}Z`), ...totals, element('InitgPty', [debtor])]),
        element('PmtInf', [
          element('PmtInfId', messageId),
          element('PmtMtd', 'TRF'),
          ...totals,
          element('PmtTpInf', [element('SvcLvl', [element('Cd', 'SEPA')])]),
          element('ReqdExctnDt', [element('Dt', executionDate)]),
          element('Dbtr', [debtor]),
          element('DbtrAcct', accountOf(payer.iban)),
          element('DbtrAgt', [agentOf(payer.bic)]),
          element('ChrgBr', 'SLEV'),
          ...payouts.map(transferOf),
        ]),
      ]),
    ],
    { xmlns: NAMESPACE },
  )
}

function transferOf({ endToEndId, amountMinor, holderName, details, reference }: SepaPayout): XmlElement {
  const remittance = latinText(reference, LONGEST_REFERENCE)
  return element('CdtTrfTxInf', [
    element('PmtId', [element('EndToEndId', endToEndId)]),
    element('Amt', [element('InstdAmt', minorToFixedText(amountMinor, 'EUR'), { Ccy: 'EUR' })]),
    details.bic === null ? null : element('CdtrAgt', [agentOf(details.bic)]),
    element('Cdtr', [element('Nm', latinText(holderName, LONGEST_NAME))]),
    element('CdtrAcct', accountOf(details.iban)),
    remittance === '' ? null : element('RmtInf', [element('Ustrd', remittance)]),
  ])
}

function accountOf(iban: string): XmlElement[] {
  return [element('Id', [element('IBAN', iban)])]
}

/** The payer's bank has to be there, but the IBAN says which it is. */
function agentOf(bic: string | null): XmlElement {
  return element('FinInstnId', [bic === null ? element('Othr', [element('Id', 'NOTPROVIDED')]) : element('BICFI', bic)])
}
