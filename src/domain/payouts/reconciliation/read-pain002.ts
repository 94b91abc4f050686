import { type BankAmount, type FileEntry, idText, reasonText, type Told } from './bank-result.ts'
import { malformedFile } from './malformed-file.ts'
import { readBankAmount } from './read-bank-amount.ts'
import { attributeOf, childOf, childrenOf, readXml, textOf, type XmlNode } from './read-xml.ts'

/** The codes of ISO 20022 for the status of a payment (ExternalPaymentTransactionStatus1Code). */
const STATUSES: ReadonlyMap<string, Told> = new Map([
  ['ACSC', 'settled'], ['ACCC', 'settled'],
  ['RCVD', 'accepted'], ['ACTC', 'accepted'], ['ACCP', 'accepted'], ['ACFC', 'accepted'], ['ACSP', 'accepted'], ['ACWC', 'accepted'], ['ACWP', 'accepted'], ['PDNG', 'accepted'],
  ['RJCT', 'failed'], ['CANC', 'failed'],
])

/** A bank's status report about a file of ours, pain.002. Throws `invalid_request` for another document. */
export function readPain002(content: string): FileEntry[] {
  const report = childOf(readXml(content), 'Document', 'CstmrPmtStsRpt')
  if (report === undefined) throw malformedFile('Expected a pain.002 with a CstmrPmtStsRpt.')
  const payments = childrenOf(report, 'OrgnlPmtInfAndSts')
  const transfers = payments.flatMap((payment) => childrenOf(payment, 'TxInfAndSts'))
  const groups = [childOf(report, 'OrgnlGrpInfAndSts'), ...payments.filter((payment) => childOf(payment, 'TxInfAndSts') === undefined)]
  return [...groups.flatMap(readGroup), ...transfers.map((transfer, index) => readTransfer(transfer, `transaction ${index + 1}`))]
}

/** A status of the whole file: what is final in it has to be told of each payout, which only somebody who has seen the file can do. */
function readGroup(group: XmlNode | undefined): FileEntry[] {
  const status = textOf(group, 'GrpSts') ?? textOf(group, 'PmtInfSts')
  const told = status === null ? undefined : STATUSES.get(status)
  if (told === undefined || told === 'accepted') return []
  return [{ place: 'group', code: 'whole_file', message: `The bank says ${status} of the whole file and names no payout: record it for each of them by hand.` }]
}

function readTransfer(transfer: XmlNode, place: string): FileEntry {
  const endToEndId = idText(textOf(transfer, 'OrgnlEndToEndId'))
  if (endToEndId === null) return { place, code: 'id_missing', message: 'Expected an OrgnlEndToEndId.' }
  const told = STATUSES.get(textOf(transfer, 'TxSts') ?? '')
  if (told === undefined) return { place, code: 'status_unknown', message: 'Expected a TxSts of ISO 20022.' }
  const instructed = childOf(transfer, 'OrgnlTxRef', 'Amt', 'InstdAmt')
  const amount = instructed === undefined ? null : amountOf(instructed)
  if (instructed !== undefined && amount === null) return { place, code: 'amount_invalid', message: 'Expected an InstdAmt with its currency.' }
  return { place, endToEndId, told, amount, externalId: idText(textOf(transfer, 'AcctSvcrRef')), reason: reasonOf(transfer) }
}

function amountOf(node: XmlNode): BankAmount | null {
  return readBankAmount(textOf(node) ?? '', attributeOf(node, 'Ccy') ?? '')
}

function reasonOf(transfer: XmlNode): string | null {
  const information = childOf(transfer, 'StsRsnInf')
  return reasonText(textOf(information, 'Rsn', 'Cd') ?? textOf(information, 'Rsn', 'Prtry'), textOf(information, 'AddtlInf'))
}
