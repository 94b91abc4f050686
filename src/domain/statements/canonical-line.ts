import { canonicalJson } from './sealing/canonical-json.ts'
import type { StatementLine } from './statement-document.ts'

/**
 * The canonical JSON of a line: what `canonicalJson` says of it, in a third of the time, because a million lines are hashed when a period
 * is closed. Its texts but for two are ids, instants, amounts and names of our own, which need no escapes.
 */
export function canonicalLine(line: StatementLine): string {
  return (
    `{"account":"${line.account}","amount":"${line.amount}","brandId":${quoted(line.brandId)},"causeId":"${line.causeId}","causeType":"${line.causeType}",` +
    `"component":${canonicalJson(line.component)},"customerId":${quoted(line.customerId)},"exchange":${canonicalJson(line.exchange)},"kind":"${line.kind}",` +
    `"occurredAt":"${line.occurredAt}","productId":${quoted(line.productId)},"recordedAt":"${line.recordedAt}","relatesToPeriod":${quoted(line.relatesToPeriod)},` +
    `"section":"${line.section}","transactionId":${quoted(line.transactionId)},"transferId":"${line.transferId}"}`
  )
}

function quoted(text: string | null): string {
  return text === null ? 'null' : `"${text}"`
}
