/** Files as banks write them, for tests. */

export interface StatedTransfer {
  readonly id: string
  readonly status: string
  readonly amount?: string
  readonly currency?: string
  readonly reference?: string
  readonly reason?: string
}

export function pain002(transfers: readonly StatedTransfer[], group = ''): string {
  const one = ({ id, status, amount, currency = 'EUR', reference, reason }: StatedTransfer) => `
      <TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>
        ${reason === undefined ? '' : `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn><AddtlInf>in words</AddtlInf></StsRsnInf>`}
        ${reference === undefined ? '' : `<AcctSvcrRef>${reference}</AcctSvcrRef>`}
        ${amount === undefined ? '' : `<OrgnlTxRef><Amt><InstdAmt Ccy="${currency}">${amount}</InstdAmt></Amt></OrgnlTxRef>`}
      </TxInfAndSts>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
  <CstmrPmtStsRpt>
    <GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-12-02T10:00:00Z</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${group}</OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts><OrgnlPmtInfId>M1</OrgnlPmtInfId>${transfers.map(one).join('')}</OrgnlPmtInfAndSts>
  </CstmrPmtStsRpt>
</Document>`
}

export interface Booking {
  readonly id?: string
  readonly amount: string
  readonly currency?: string
  readonly direction?: 'DBIT' | 'CRDT'
  readonly reference?: string
  /** The code of a return. */
  readonly returned?: string
  readonly status?: string
}

export function camt053(bookings: readonly Booking[]): string {
  const one = ({ id, amount, currency = 'EUR', direction = 'DBIT', reference, returned, status = '<Cd>BOOK</Cd>' }: Booking) => `
      <ns:Ntry><ns:Amt Ccy="${currency}">${amount}</ns:Amt><ns:CdtDbtInd>${direction}</ns:CdtDbtInd><ns:Sts>${status.replace('<Cd>', '<ns:Cd>').replace('</Cd>', '</ns:Cd>')}</ns:Sts>
        ${reference === undefined ? '' : `<ns:AcctSvcrRef>${reference}</ns:AcctSvcrRef>`}
        <ns:NtryDtls><ns:TxDtls>${id === undefined ? '' : `<ns:Refs><ns:EndToEndId>${id}</ns:EndToEndId></ns:Refs>`}
          ${returned === undefined ? '' : `<ns:RtrInf><ns:Rsn><ns:Cd>${returned}</ns:Cd></ns:Rsn><ns:AddtlInf>account closed</ns:AddtlInf></ns:RtrInf>`}
        </ns:TxDtls></ns:NtryDtls></ns:Ntry>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<ns:Document xmlns:ns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><ns:BkToCstmrStmt><ns:Stmt><ns:Id>S1</ns:Id>${bookings.map(one).join('')}</ns:Stmt></ns:BkToCstmrStmt></ns:Document>`
}

/** A line of a return file: what stands from a column on. */
export function cnabLine(fields: Readonly<Record<number, string>>): string {
  const line = Array.from({ length: 240 }, () => ' ')
  for (const [from, text] of Object.entries(fields)) for (const [index, sign] of [...text].entries()) line[Number(from) - 1 + index] = sign
  return line.join('')
}

export function cnab240(payments: readonly { readonly id: string; readonly cents: string; readonly codes: string; readonly paid?: string; readonly reference?: string }[]): string {
  const header = cnabLine({ 1: '23700000', 143: '2' })
  const lot = cnabLine({ 1: '23700011C2045046' })
  const details = payments.flatMap(({ id, cents, codes, paid = '0', reference = '' }) => [
    cnabLine({ 1: '23700013', 9: '00001A', 74: id, 120: cents.padStart(15, '0'), 135: reference, 163: paid.padStart(15, '0'), 231: codes }),
    cnabLine({ 1: '23700013', 9: '00002B' }),
  ])
  return [header, lot, ...details, cnabLine({ 1: '23700015' }), cnabLine({ 1: '23799999' })].map((line) => `${line}\r\n`).join('')
}
