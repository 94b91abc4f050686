import { describe, expect, test } from 'vitest'
import type { ReconciliationFormat } from '../../../src/domain/payouts/reconciliation/bank-result.ts'
import { readResults } from '../../../src/domain/payouts/reconciliation/read-results.ts'
import { camt053, cnab240, cnabLine, pain002 } from './bank-files.ts'

const ID = 'RY5WM266R1FT0FJ5BGTA'

/** What an entry comes to, in a line. */
function told(format: ReconciliationFormat, content: string): string[] {
  return readResults(format, content).map((entry) => {
    if ('isForeign' in entry) return `${entry.place}: foreign`
    if (!('told' in entry)) return `${entry.place}: ${entry.code}`
    const { place, endToEndId, amount, externalId, reason } = entry
    return `${place}: ${endToEndId} ${entry.told} ${amount === null ? '-' : `${amount.minor} ${amount.currency}`} ${externalId ?? '-'} ${reason ?? '-'}`
  })
}

const refuses = (format: ReconciliationFormat, content: string) => expect(() => readResults(format, content)).toThrow(expect.objectContaining({ code: 'invalid_request' }))

describe('our own CSV of results', () => {
  test.each([
    ['endToEndId,status,externalId,reason\nA,settled,B-1,\n', ['line 2: A settled - B-1 -']],
    ['\uFEFFENDTOENDID;Status;amount;currency\r\nA;Settled;12.50;eur\r\n', ['line 2: A settled 1250 EUR - -']],
    ['status,endToEndId,reason\nfailed,A,"no, such ""account"""\n', ['line 2: A failed - - no, such "account"']],
    ['endToEndId,status\n\n\nA,accepted\nB,returned', ['line 4: A accepted - - -', 'line 5: B returned - - -']],
    ["endToEndId,status,externalId\n'=A,settled,'=1+1\n", ['line 2: =A settled - =1+1 -']],
    ['endToEndId,status\nA,paid\n,settled\nB,settled,extra\n', ['line 2: status_unknown', 'line 3: id_missing', 'line 4: malformed_line']],
    ['endToEndId,status,amount,currency\nA,settled,1.234,EUR\nB,settled,"1,23",EUR\nC,settled,5,XXX\nD,settled,-5,EUR\nE,settled,1e3,EUR\nF,settled,1.230,EUR\nG,settled,7,JPY\n', [
      'line 2: amount_invalid', 'line 3: amount_invalid', 'line 4: amount_invalid', 'line 5: amount_invalid', 'line 6: amount_invalid', 'line 7: F settled 123 EUR - -', 'line 8: G settled 7 JPY - -',
    ]],
    ['endToEndId,status,reason\nA,failed,"two\nlines"\nB,settled,\n', ['line 2: A failed - - two lines', 'line 4: B settled - - -']],
    ['endToEndId,status\n', []],
  ])('%j', (content, expected) => {
    expect(told('csv', content)).toEqual(expected)
  })

  test.each([
    ['nothing', ' '], ['no heading of ours', 'a,b\n1,2\n'], ['a column twice', 'endToEndId,status,status\nA,settled,failed\n'], ['a quote that is never closed', `endToEndId,status\nA,"${'x'.repeat(100_000)}`],
    ['ten thousand columns', `endToEndId,status${',x'.repeat(10_000)}\n`], ['too many lines', `endToEndId,status\n${'A,settled\n'.repeat(20_001)}`],
  ])('refuses %s', (_, content) => refuses('csv', content))
})

describe("a bank's status report (pain.002)", () => {
  test.each([
    ['ACSC', 'settled'], ['ACCC', 'settled'], ['ACSP', 'accepted'], ['ACTC', 'accepted'], ['PDNG', 'accepted'], ['RJCT', 'failed'], ['CANC', 'failed'],
  ])('%s is %s', (status, expected) => {
    expect(told('pain.002', pain002([{ id: ID, status, amount: '123.45', reference: 'BANK-1', reason: 'AC04' }]))).toEqual([`transaction 1: ${ID} ${expected} 12345 EUR BANK-1 AC04: in words`])
  })

  test('what is not in it is not made up', () => {
    expect(told('pain.002', pain002([{ id: ID, status: 'RJCT' }]))).toEqual([`transaction 1: ${ID} failed - - -`])
  })

  test('a code nobody knows, an id that is missing, an amount that is none: named, and nothing else is lost', () => {
    const report = pain002([{ id: ID, status: 'XXXX' }, { id: '', status: 'ACSC' }, { id: ID, status: 'ACSC', amount: '1,00' }, { id: ID, status: 'ACSC', currency: 'EURO', amount: '1' }, { id: ID, status: 'ACSC' }])
    expect(told('pain.002', report)).toEqual([
      'transaction 1: status_unknown', 'transaction 2: id_missing', 'transaction 3: amount_invalid', 'transaction 4: amount_invalid', `transaction 5: ${ID} settled - - -`,
    ])
  })

  test('a whole file that was refused is for people', () => {
    expect(told('pain.002', pain002([], '<GrpSts>RJCT</GrpSts>'))).toEqual(['group: whole_file'])
    expect(told('pain.002', pain002([], '<GrpSts>ACCP</GrpSts>'))).toEqual([])
  })

  test('another document is refused', () => {
    refuses('pain.002', camt053([]))
    refuses('camt', pain002([]))
  })
})

describe('an account statement (camt.053)', () => {
  test('a booked debit with our id is a payment, a credit with a reason is a return, the rest is not about payouts', () => {
    const statement = camt053([
      { id: ID, amount: '10.00', reference: 'R-1' }, { id: ID, amount: '10', direction: 'CRDT', returned: 'AC04', reference: 'R-2' }, { id: ID, amount: '10.00', direction: 'CRDT' },
      { id: 'NOTPROVIDED', amount: '3.00' }, { amount: '7.00' }, { id: ID, amount: '10.00', status: '<Cd>PDNG</Cd>' }, { id: ID, amount: '10.00', status: 'BOOK' }, { id: ID, amount: 'ten' },
    ])
    expect(told('camt', statement)).toEqual([
      `entry 1: ${ID} settled 1000 EUR R-1 -`, `entry 2: ${ID} returned 1000 EUR R-2 AC04: account closed`, 'entry 3: foreign', 'entry 4: foreign', 'entry 5: foreign', 'entry 6: foreign',
      `entry 7: ${ID} settled 1000 EUR - -`, 'entry 8: amount_invalid',
    ])
  })

  test('an entry of many payments has their amounts, never the sum', () => {
    const detail = (id: string, amount: string) => `<TxDtls><Refs><EndToEndId>${id}</EndToEndId><AcctSvcrRef>B-${id}</AcctSvcrRef></Refs>${amount}</TxDtls>`
    const statement = (details: string) =>
      `<Document><BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls>${details}</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
    expect(told('camt', statement(detail('A', '<Amt Ccy="EUR">10.00</Amt>') + detail('B', '<AmtDtls><InstdAmt><Amt Ccy="EUR">20.00</Amt></InstdAmt></AmtDtls>') + detail('C', '')))).toEqual([
      'entry 1, transaction 1: A settled 1000 EUR B-A -', 'entry 1, transaction 2: B settled 2000 EUR B-B -', 'entry 1, transaction 3: amount_invalid',
    ])
  })
})

describe('a document that wants more than to be read', () => {
  const inside = (head: string, text: string) => `<?xml version="1.0"?>${head}${pain002([{ id: text, status: 'ACSC' }]).replace(/^<\?xml[^>]*>/, '')}`

  test.each([
    ['an external entity', inside('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;')],
    ['an external document type', inside('<!DOCTYPE x SYSTEM "https://evil.example/x.dtd">', 'A')],
    ['a parameter entity', inside('<!DOCTYPE x [<!ENTITY % e SYSTEM "https://evil.example/x"> %e;]>', 'A')],
    ['a billion laughs', inside(`<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${`&a${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}]>`, '&a19;')],
    ['a document type in small letters', inside('<!doctype x>', 'A')],
    ['an entity declaration by itself', inside('<!ENTITY e "x">', 'A')],
    ['ten thousand levels', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`],
    ['what is not closed', pain002([]).replace('</Document>', '')],
    ['what is closed twice', `${pain002([])}</Document>`],
    ['two documents', `${pain002([])}${pain002([]).replace(/^<\?xml[^>]*>/, '')}`],
    ['no XML', 'endToEndId,status'],
    ['the names of prototypes', '<Document><__proto__><CstmrPmtStsRpt/></__proto__></Document>'],
  ])('is refused: %s', (_, content) => {
    const start = performance.now()
    refuses('pain.002', content)
    refuses('camt', content)
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  test('the five entities that XML has are read, others are texts', () => {
    expect(told('pain.002', inside('', 'A&amp;B'))).toEqual(['transaction 1: A&B settled - - -'])
    expect(told('pain.002', inside('', '&e;'))).toEqual(['transaction 1: &e; settled - - -'])
  })
})

describe('a return file (CNAB 240)', () => {
  test.each([
    ['00', 'settled'], ['BD', 'accepted'], ['BDBE', 'accepted'], ['00ZA', 'settled'], ['AG', 'failed'], ['01', 'failed'], ['PJ', 'failed'], ['AGAN', 'failed'],
  ])('%s is %s', (codes, expected) => {
    const reason = expected === 'failed' ? `CNAB ${codes.match(/../g)?.join(' ')}` : '-'
    expect(told('cnab240', cnab240([{ id: ID, cents: '12345', codes, reference: 'DOC1' }]))).toEqual([`line 3: ${ID} ${expected} 12345 BRL DOC1 ${reason}`])
  })

  test.each([[''], ['ZZ'], ['00AG'], ['BDAG'], ['??']])('%j says nothing that we know, and is no failure', (codes) => {
    expect(told('cnab240', cnab240([{ id: ID, cents: '1', codes }]))).toEqual(['line 3: status_unknown'])
  })

  test('what was paid counts, not what was asked', () => {
    expect(told('cnab240', cnab240([{ id: ID, cents: '12345', paid: '12344', codes: '00' }]))).toEqual([`line 3: ${ID} settled 12344 BRL - -`])
  })

  test('lines that are too short or have no id are named', () => {
    const file = `${cnabLine({ 1: '23700000', 143: '2' })}\n237\n${cnabLine({ 8: '3', 14: 'A', 120: '000000000000001', 231: '00' })}\n`
    expect(told('cnab240', file)).toEqual(['line 2: malformed_line', 'line 3: id_missing'])
  })

  test.each([['nothing', ' '], ['a file that we sent', cnabLine({ 1: '23700000', 143: '1' })], ['CNAB 400', 'x'.repeat(400)]])('refuses %s', (_, content) => refuses('cnab240', content))
})
