import { type BankAmount, type FileEntry, idText, reasonText } from './bank-result.ts'
import { malformedFile } from './malformed-file.ts'
import { readBankAmount } from './read-bank-amount.ts'
import { attributeOf, childOf, childrenOf, readXml, textOf, type XmlNode } from './read-xml.ts'

/** "Return of a credit transfer" in the bank transaction codes of ISO 20022. */
const RETURN = 'RRTN'

/**
 * A bank's account statement or notice, camt.053 or camt.054: a booked debit with our end-to-end id is a payment, a booked credit with the
 * reason of a return is one that came back, and everything else is not about payouts. Throws `invalid_request` for another document.
 */
export function readCamt(content: string): FileEntry[] {
  const document = childOf(readXml(content), 'Document')
  const accounts = [...childrenOf(document, 'BkToCstmrStmt', 'Stmt'), ...childrenOf(document, 'BkToCstmrDbtCdtNtfctn', 'Ntfctn')]
  if (accounts.length === 0) throw malformedFile('Expected a camt.053 with a Stmt, or a camt.054 with a Ntfctn.')
  return accounts.flatMap((account) => childrenOf(account, 'Ntry')).flatMap((entry, index) => readEntry(entry, `entry ${index + 1}`))
}

function readEntry(entry: XmlNode, place: string): FileEntry[] {
  // The older versions have the status as a text, the newer ones as a code.
  const isBooked = (textOf(entry, 'Sts', 'Cd') ?? textOf(entry, 'Sts')) === 'BOOK'
  const details = childrenOf(entry, 'NtryDtls', 'TxDtls')
  if (!isBooked || details.length === 0) return [{ place, isForeign: true }]
  return details.map((detail, index) => readDetail(entry, detail, details.length === 1 ? place : `${place}, transaction ${index + 1}`, details.length === 1))
}

function readDetail(entry: XmlNode, detail: XmlNode, place: string, isOnly: boolean): FileEntry {
  const endToEndId = idText(textOf(detail, 'Refs', 'EndToEndId'))
  const direction = textOf(detail, 'CdtDbtInd') ?? textOf(entry, 'CdtDbtInd')
  const isReturn = direction === 'CRDT' && isReturned(entry, detail)
  if (endToEndId === null || endToEndId === 'NOTPROVIDED' || (direction !== 'DBIT' && !isReturn)) return { place, isForeign: true }
  const amount = amountOf(entry, detail, isOnly)
  if (amount === null) return { place, code: 'amount_invalid', message: 'Expected an amount of its own, with its currency.' }
  const externalId = idText(textOf(detail, 'Refs', 'AcctSvcrRef') ?? textOf(detail, 'Refs', 'TxId') ?? (isOnly ? textOf(entry, 'AcctSvcrRef') : null))
  return { place, endToEndId, told: isReturn ? 'returned' : 'settled', amount, externalId, reason: reasonOf(detail) }
}

function isReturned(entry: XmlNode, detail: XmlNode): boolean {
  const family = textOf(detail, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd') ?? textOf(entry, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd')
  return childOf(detail, 'RtrInf') !== undefined || family === RETURN
}

/** What was instructed, else what was booked; of an entry with several payments never their sum. */
function amountOf(entry: XmlNode, detail: XmlNode, isOnly: boolean): BankAmount | null {
  const amount = childOf(detail, 'AmtDtls', 'InstdAmt', 'Amt') ?? childOf(detail, 'Amt') ?? childOf(detail, 'AmtDtls', 'TxAmt', 'Amt') ?? (isOnly ? childOf(entry, 'Amt') : undefined)
  return amount === undefined ? null : readBankAmount(textOf(amount) ?? '', attributeOf(amount, 'Ccy') ?? '')
}

function reasonOf(detail: XmlNode): string | null {
  const information = childOf(detail, 'RtrInf')
  return reasonText(textOf(information, 'Rsn', 'Cd') ?? textOf(information, 'Rsn', 'Prtry'), textOf(information, 'AddtlInf'))
}
