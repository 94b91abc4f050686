import { crc32, deflateSync } from 'node:zlib'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../../src/domain/commissions/explanation.ts'
import type { Uuid } from '../../../src/domain/ids.ts'
import { drawStatement, type PrintedStatement } from '../../../src/domain/statements/pdf/draw-statement.ts'
import { STATEMENT_WORDS } from '../../../src/domain/statements/pdf/statement-words.ts'
import { readPicture } from '../../../src/domain/programs/picture.ts'
import { ClosingDesk } from '../../periods/closing-desk.ts'
import { makeFile, makeKey, makeLine, makeOtherLine } from '../support/made-up-statements.ts'

const programId = '019abc00-0000-7000-8000-000000000001'
const affiliateId = '019abc00-0000-7000-8000-000000000002'
const brandId = '019abc00-0000-7000-8000-000000000003'

const made = makeFile({
  programId, affiliateId, month: 11, matured: '1000.00', keys: [makeKey(programId)],
  lines: [makeLine('1234567.80', { brandId }), makeLine('-0.30', { brandId }), makeLine('150.00', { brandId, component: 'cpa.2' }), makeOtherLine('adjustment', '25.00'), makeOtherLine('payout', '-500.00')],
})

const printed: PrintedStatement = {
  document: made.statement, hash: 'ab'.repeat(32), seal: { sealedAt: new Date('2026-12-02T10:00:00Z'), fingerprint: 'cd'.repeat(32) }, programName: 'BetTest',
  affiliateName: 'João Conceição', names: new Map([[brandId, 'Bet & Söhne']]), logo: null, recordedAt: new Date('2026-12-01T09:00:00Z'), hasMoreLines: false,
  otherLines: [
    { section: 'adjustment', amount: '25.00', occurredAt: new Date('2026-11-03T10:00:00Z'), reason: 'Bonus agreed by e-mail', exchange: null },
    { section: 'payout', amount: '-500.00', occurredAt: new Date('2026-11-05T10:00:00Z'), reason: null, exchange: { amount: '3050.00', currency: 'BRL', rate: '0.163934426', source: 'ecb', from: '2026-11-04T00:00:00.000Z' } },
  ],
}

/** The words of a PDF as a reader would copy them. */
async function read(bytes: Buffer): Promise<{ readonly text: string; readonly pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const { text, totalPages } = await extractText(document, { mergePages: true })
  return { text: text.replace(/\s+/g, ' '), pages: totalPages }
}

describe('a statement on paper', () => {
  test.each`
    language   | words
    ${'en'}    | ${['Statement 2026-11', 'Nov 1, 2026 – Nov 30, 2026, UTC', 'Revenue share', 'Payment per qualified customer (CPA) 2', '1,234,567.50', 'Closing balance 1,234,242.50', 'Payouts sent −500.00', 'Adjustment: Bonus agreed by e-mail', 'Payout: 3,050.00 BRL (1 BRL = 0.163934426 EUR, ecb, Nov 4, 2026)']}
    ${'pt-BR'} | ${['Extrato 2026-11', '1 de nov. de 2026 – 30 de nov. de 2026, UTC', 'Participação na receita', '1.234.567,50', 'Saldo final 1.234.242,50', 'Pagamentos enviados −500,00', 'Ajuste: Bonus agreed by e-mail']}
    ${'es'}    | ${['Estado de cuenta 2026-11', '1 nov 2026 – 30 nov 2026, UTC', 'Participación en los ingresos', '1.234.567,50', 'Saldo final 1.234.242,50', 'Pagos enviados −500,00']}
  `('says the account in $language, with what matches it with its file', async ({ language, words }) => {
    const { text, pages } = await read(await drawStatement(printed, language))
    for (const each of [...words, 'Bet & Söhne', 'João Conceição', affiliateId, made.statement.id, printed.hash, printed.seal?.fingerprint, made.statement.lines.root]) expect(text).toContain(each)
    expect(pages).toBe(1)
    expect(text).toContain(`${made.statement.id} · SHA-256 ${printed.hash} 1 / 1`)
  })

  test.each(['Ação & Coração', 'Zażółć gęślą jaźń', 'Андрей Щербаков', 'Γιώργος Παπαδόπουλος', 'Đorđe Ćirić', 'Þórður Ægisson', 'Nguyễn Văn Đức', 'Şükrü Gülay'])('prints the name %s', async (affiliateName) => {
    expect((await read(await drawStatement({ ...printed, affiliateName }, 'en'))).text).toContain(affiliateName)
  })

  test('is a draft until its period is sealed', async () => {
    const { text } = await read(await drawStatement({ ...printed, seal: null }, 'en'))
    expect(text).toContain('The period is under review and not sealed yet: this paper is a draft.')
    expect(text).not.toContain('Key that signed')
  })

  test('breaks over pages with the labels of its table on each', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => makeLine(`${index}.00`, { component: `revenue_share.${index}` }))
    const { statement } = makeFile({ programId, affiliateId, month: 11, lines, keys: [makeKey(programId)] })
    const { text, pages } = await read(await drawStatement({ ...printed, document: statement }, 'en'))
    expect(pages).toBeGreaterThan(3)
    expect(text.split('Component Brand Product Lines').length - 1).toBe(pages)
    expect(text).toContain(`${pages} / ${pages}`)
  })

  test('has every word in three languages, and the same bytes when it is printed again', async () => {
    for (const phrase of Object.values(STATEMENT_WORDS)) expect(phrase.filter((word) => word.trim() !== '')).toHaveLength(LANGUAGES.length)
    expect((await drawStatement(printed, 'es')).equals(await drawStatement(printed, 'es'))).toBe(true)
  })
})

describe('over the API', () => {
  let desk: ClosingDesk
  let anna: Uuid
  beforeAll(async () => {
    desk = await ClosingDesk.open('2026-10-09T12:00:00Z')
    anna = await desk.affiliate('anna')
    await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
    await desk.api.patch('/program', { adjustmentLimit: 100 })
    await desk.api.post('/adjustment', { affiliateId: anna, amount: 25, reason: 'Agreed' })
    await desk.clock('2026-11-03T09:00:00Z')
    await desk.close('2026-10')
  })
  afterAll(() => desk.api.close())

  const pdf = async (query: string) => {
    const { id } = await desk.statement(anna, '2026-10')
    return desk.api.app.inject({ url: `/api/v1/statement/${id}/pdf${query}`, headers: { 'x-api-key': desk.api.program.apiKey } })
  }
  const logo = (content: Buffer | string) => desk.api.call('PUT', '/program/logo', { body: { content: typeof content === 'string' ? content : content.toString('base64') } })

  test('a statement is a PDF with a name, in the language that is asked for', async () => {
    const answer = await pdf('?language=pt-BR')
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="statement-2026-10-${anna}.pdf"` })
    const { text } = await read(answer.rawPayload)
    for (const words of ['Extrato 2026-10', 'Saldo final 35,00', 'Ajuste: Agreed', (await desk.statement(anna, '2026-10')).hash]) expect(text).toContain(words)
    expect((await pdf('?language=xx')).statusCode).toBe(400)
  })

  test("a program's logo stands at its head: a PNG on white, without what else was in the file", async () => {
    expect((await desk.api.get('/program/logo')).status).toBe(404)
    const before = (await pdf('')).rawPayload.length
    expect((await logo(png({ colourType: 6, pixels: [255, 0, 0, 128] }))).status).toBe(204)
    const kept = await desk.api.app.inject({ url: '/api/v1/program/logo', headers: { 'x-api-key': desk.api.program.apiKey } })
    expect(kept.headers['content-type']).toBe('image/png')
    expect(kept.rawPayload.equals(png({ colourType: 2, pixels: [255, 127, 127], level: 9 }))).toBe(true)
    expect((await pdf('')).rawPayload.length).toBeGreaterThan(before)
    const { items } = (await desk.api.get('/audit')).body
    expect(items[0]).toMatchObject({ action: 'program.logo_changed', details: { type: 'image/png', width: 1, height: 1 } })
    expect((await desk.api.delete('/program/logo')).status).toBe(204)
    expect((await desk.api.get('/program/logo')).status).toBe(404)
  })

  test('a JPEG is kept as it is', async () => {
    const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc00011080002000303012200021101031101ffd9', 'hex')
    expect(readPicture(jpeg)).toEqual({ type: 'image/jpeg', width: 3, height: 2, content: jpeg })
    expect((await logo(jpeg)).status).toBe(204)
    expect((await pdf('')).statusCode).toBe(200)
    await desk.api.delete('/program/logo')
  })

  test.each([
    ['no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not_a_picture'],
    ['a head only', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'not_a_picture'],
    ['more pixels than fit', png({ width: 1_000, height: 1_000 }), 'too_many_pixels'],
    ['more than its head says', png({ pixels: [0, 0, 0, ...Array.from({ length: 100_000 }, () => 0)] }), 'not_a_picture'],
    ['interlaced', png({ interlaced: 1 }), 'unsupported_picture'],
    ['a filter that there is not', png({ filter: 9 }), 'not_a_picture'],
    ['a cut-off JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'not_a_picture'],
    ['too many bytes', Buffer.alloc(256 * 1024 + 1), 'too_large'],
  ])('is refused: %s', async (_, content, code) => {
    expect(await logo(content)).toMatchObject({ status: 400, body: { errors: [{ path: 'content', code }] } })
  })
})

test.each`
  case                             | picture                                                                                              | colours
  ${'grey of one bit'}             | ${{ colourType: 0, depth: 1, width: 2, pixels: [0b01000000] }}                                        | ${[0, 0, 0, 255, 255, 255]}
  ${'a palette with transparency'} | ${{ colourType: 3, depth: 2, width: 2, pixels: [0b00010000], palette: [9, 8, 7, 1, 1, 1], clear: [255, 0] }} | ${[9, 8, 7, 255, 255, 255]}
  ${'grey with alpha'}             | ${{ colourType: 4, pixels: [0, 51] }}                                                                | ${[204, 204, 204]}
  ${'a colour that is clear'}      | ${{ colourType: 2, pixels: [1, 2, 3], clear: [0, 1, 0, 2, 0, 3] }}                                    | ${[255, 255, 255]}
  ${'rows that follow others'}     | ${{ colourType: 2, width: 2, filter: 1, pixels: [10, 20, 30, 1, 1, 1] }}                              | ${[10, 20, 30, 11, 21, 31]}
`('a PNG of $case is unfolded to its colours', ({ picture, colours }) => {
  const read = readPicture(png(picture))
  expect(typeof read === 'object' && read.content.equals(png({ colourType: 2, width: picture.width ?? 1, pixels: colours, level: 9 }))).toBe(true)
})

interface MadeUpPng {
  readonly colourType?: number
  readonly depth?: number
  readonly width?: number
  readonly height?: number
  readonly interlaced?: number
  readonly filter?: number
  readonly pixels?: readonly number[]
  readonly palette?: readonly number[]
  readonly clear?: readonly number[]
  readonly level?: number
}

/** A PNG of one row. */
function png({ colourType = 2, depth = 8, width = 1, height = 1, interlaced = 0, filter = 0, pixels = [0, 0, 0], palette, clear, level = 6 }: MadeUpPng): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, colourType, 0, 0, interlaced])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const parts: [string, Buffer][] = [['IHDR', head]]
  if (palette !== undefined) parts.push(['PLTE', Buffer.from(palette)])
  if (clear !== undefined) parts.push(['tRNS', Buffer.from(clear)])
  parts.push(['IDAT', deflateSync(Buffer.from([filter, ...pixels]), { level })], ['IEND', Buffer.alloc(0)])
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts.map(([type, data]) => chunk(type, data))])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
