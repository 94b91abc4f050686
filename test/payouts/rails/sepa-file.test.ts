import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { newId } from '../../../src/domain/ids.ts'
import type { RailPayout } from '../../../src/domain/payouts/rails/rail-file.ts'
import { bank, build, payout, pix } from './support.ts'

const SCHEMA = path.join(import.meta.dirname, 'pain.001.001.09.xsd')

/** What a validator finds in each of these files. */
async function problemsOf(...files: string[]): Promise<string[][]> {
  const xml = files.map((contents, index) => ({ fileName: `${index}.xml`, contents }))
  const { errors } = await validateXML({ xml, schema: { fileName: 'schema.xsd', contents: await readFile(SCHEMA, 'utf8') } })
  return xml.map(({ fileName }) => errors.map(({ rawMessage }) => rawMessage).filter((message) => message.startsWith(`${fileName}:`)))
}

function initiationOf(xml: string) {
  const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: false, isArray: (name) => name === 'CdtTrfTxInf' })
  return parser.parse(xml).Document.CstmrCdtTrfInitn
}

const NAMES = [
  'Müller & Söhne "Bäckerei" <GmbH>', 'Łukasz Żółć', 'Ærøskøbing Ð Þór', 'Γιώργος Παπαδόπουλος', 'Димитър Щерев', 'ÇELİK ığdır', 'O’Brien / Ltd //', '/slashes/', 'Ștefan Țepeș', '李小龙 Bruce Lee',
  'a'.repeat(200), '=cmd|calc!A1', 'Jo\u0000hn\r\nDoe', '🙂 Smile', 'Nguyễn Văn Ánh', ']]></Nm><Nm>x', '&amp;',
]

describe('a SEPA file', () => {
  test('is valid by the schema, whatever people are called and whatever the reference says', async () => {
    const payouts = NAMES.flatMap((name, index) => [payout({ holderName: name, amountMinor: BigInt(index + 1) }), payout({ reference: name, details: bank('GB29NWBK60161331926819', 'NWBKGB2LXXX') })])
    const { bytes, refused } = build('sepa', payouts)
    expect(refused).toEqual([])
    expect(await problemsOf(bytes.toString())).toEqual([[]])
  })

  test('the schema would tell', async () => {
    const xml = build('sepa', [payout()]).bytes.toString()
    const broken = [
      xml.replace('SLEV', 'DEBT'), xml.replace('Ccy="EUR"', 'Ccy="USD"'), xml.replace('123.45</InstdAmt>', '0.00</InstdAmt>'), xml.replace('123.45</InstdAmt>', '123.456</InstdAmt>'),
      xml.replace('FR14', 'fr14'), xml.replace('Anna Muller', 'Anna Müller'), xml.replace(/<EndToEndId>/, '<EndToEndId>//'), xml.replace('<ChrgBr>SLEV</ChrgBr>', ''),
      xml.replace('2026-12-02', '2.12.2026'), xml.replaceAll('pain.001.001.09', 'pain.001.001.03'),
    ]
    expect(broken).not.toContain(xml)
    const [intact, ...problems] = await problemsOf(xml, ...broken)
    expect(intact).toEqual([])
    for (const found of problems) expect(found).not.toEqual([])
  })

  test('says how much, to whom, and what for', () => {
    const one = payout({ payoutId: '019abc00-0000-7000-8000-00000000000a', amountMinor: 100_000_005n, details: bank('GB29NWBK60161331926819', 'NWBKGB2LXXX') })
    const { CdtTrfTxInf, ...info } = initiationOf(build('sepa', [one]).bytes.toString()).PmtInf
    expect(CdtTrfTxInf).toEqual([
      {
        PmtId: { EndToEndId: one.endToEndId },
        Amt: { InstdAmt: { '#text': '1000000.05', '@_Ccy': 'EUR' } },
        CdtrAgt: { FinInstnId: { BICFI: 'NWBKGB2LXXX' } },
        Cdtr: { Nm: 'Anna Muller' },
        CdtrAcct: { Id: { IBAN: 'GB29NWBK60161331926819' } },
        RmtInf: { Ustrd: 'Example 2026-11, invoice 2026-000017' },
      },
    ])
    expect(info).toMatchObject({
      PmtMtd: 'TRF', NbOfTxs: '1', CtrlSum: '1000000.05', ReqdExctnDt: { Dt: '2026-12-02' }, Dbtr: { Nm: 'Example + Sohne GmbH' },
      DbtrAcct: { Id: { IBAN: 'DE89370400440532013000' } }, DbtrAgt: { FinInstnId: { BICFI: 'COBADEFFXXX' } }, ChrgBr: 'SLEV', PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
    })
  })

  test('its control sum is exact, over many payouts and up to the largest', () => {
    const payouts = Array.from({ length: 300 }, (_, index) => payout({ amountMinor: 99_999_999_999n - BigInt(index * 7_919) }))
    const { GrpHdr, PmtInf } = initiationOf(build('sepa', payouts).bytes.toString())
    const cents = payouts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    expect(GrpHdr.CtrlSum).toBe(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`)
    expect(PmtInf.CtrlSum).toBe(GrpHdr.CtrlSum)
    expect(GrpHdr.NbOfTxs).toBe('300')
    expect(new Set(PmtInf.CdtTrfTxInf.map((one: { PmtId: { EndToEndId: string } }) => one.PmtId.EndToEndId)).size).toBe(300)
  })

  test.each<[string, Partial<RailPayout>, string | null]>([
    ['euros to France', {}, null],
    ['the largest amount', { amountMinor: 99_999_999_999n }, null],
    ['a cent more', { amountMinor: 100_000_000_000n }, 'amount'],
    ['dollars', { currency: 'USD' }, 'currency'],
    ['Brazil, by IBAN', { details: bank('BR1800360305000010009795493C1') }, 'account'],
    ['Turkey', { details: bank('TR330006100519786457841326') }, 'account'],
    ['Serbia, since 2025', { details: bank('RS35260005601001611379') }, null],
    ['an account without an IBAN', { details: { ...bank(), iban: null, accountNumber: '12345678', bankCode: '021000021' } }, 'method'],
    ['a PIX key', { details: pix() }, 'method'],
    ['a wallet', { details: { kind: 'crypto', network: 'bitcoin', address: 'bc1q', asset: 'BTC' } }, 'method'],
    ['nobody', { holderName: '???' }, 'name'],
    ['a name of signs nobody can write', { holderName: '李小龙' }, 'name'],
  ])('%s: carried, or refused by name', (_, over, reason) => {
    const one = payout(over)
    const { refused, bytes } = build('sepa', [one])
    expect(refused).toEqual(reason === null ? [] : [{ payoutId: one.payoutId, reason }])
    expect(bytes.toString().includes(one.endToEndId)).toBe(reason === null)
  })

  test('with nothing to carry is empty', () => {
    expect(build('sepa', []).bytes).toHaveLength(0)
  })

  test('the same run gives the same bytes, in whatever order its payouts come', () => {
    const payouts = Array.from({ length: 30 }, () => payout({ payoutId: newId() }))
    const first = build('sepa', payouts)
    expect(build('sepa', payouts.toReversed())).toEqual(first)
    expect(first.fileName).toMatch(/^sepa-[0-9A-Z]{20}\.xml$/)
  })
})
