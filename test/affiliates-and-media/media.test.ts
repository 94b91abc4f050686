import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMediaAddress } from '../../src/domain/media/media-address.ts'
import { listMediaForAffiliate } from '../../src/domain/media/list-media.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'
import { readLinkBySlug } from '../../src/redirect/read-links.ts'
import { gif, jpeg, png, webp } from './pictures.ts'

const CANARY = 'CANARY <script>alert(document.domain)</script>'

let api: TestApi
let brandId: string
let affiliateId: string
let trackerId: string
beforeAll(async () => {
  api = await createTestApi()
  brandId = (await api.post('/brand', { name: 'BetTest', landingPageUrl: 'https://bettest.example' })).body.id
  affiliateId = (await api.post('/affiliate', { name: 'publisher' })).body.id
  trackerId = (await api.post('/tracker', { affiliateId, name: 'site' })).body.id
})
afterAll(() => api.close())

const upload = (content: Buffer, more: object = {}): Promise<TestAnswer> => api.post('/media', { kind: 'banner', name: 'a banner', content: content.toString('base64'), ...more })

async function served(url: string, headers: Record<string, string> = {}) {
  return api.app.inject({ method: 'GET', url: new URL(url).pathname + new URL(url).search, headers })
}

describe('a banner', () => {
  test.each([
    { kind: 'image/png', file: png({ width: 30, height: 20, hidden: CANARY }) },
    { kind: 'image/jpeg', file: jpeg({ width: 30, height: 20, hidden: CANARY }) },
    { kind: 'image/gif', file: gif({ width: 30, height: 20, hidden: CANARY }) },
    { kind: 'image/webp', file: webp({ width: 30, height: 20, hidden: CANARY }) },
  ])('$kind is served as what draws it: what hides in the file, and behind it, is gone', async ({ kind, file }) => {
    const polyglot = Buffer.concat([file, Buffer.from(`${CANARY}PK\x05\x06`)])
    const answer = await upload(polyglot)
    expect(answer.body).toMatchObject({ kind: 'banner', contentType: kind, width: 30, height: 20, status: 'active' })
    const page = await served(answer.body.url)
    expect(page.statusCode).toBe(200)
    expect(page.headers).toMatchObject({ 'content-type': kind, 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'cross-origin-resource-policy': 'cross-origin' })
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.rawPayload.includes('CANARY'), 'nothing of the hidden text').toBe(false)
    expect((await upload(page.rawPayload)).body.bytes, 'what is left is still such a picture').toBe(page.rawPayload.length)
    expect((await served(answer.body.url, { 'if-none-match': String(page.headers.etag) })).statusCode).toBe(304)
  })

  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'not_a_picture'],
    ['an SVG that begins like a comment of a PNG', Buffer.from('\x89PNG<svg onload="alert(1)"/>', 'latin1'), 'not_a_picture'],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not_a_picture'],
    ['a script that begins like a GIF', Buffer.from('GIF89a/*__\0\0\0*/=1;alert(1)//;'), 'too_many_pixels'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'not_a_picture'],
    ['half a PNG', png({ width: 30, height: 20 }).subarray(0, 50), 'not_a_picture'],
    ['a PNG with fewer points than it says', png({ width: 30, height: 20, rows: 19 }), 'not_a_picture'],
    ['a PNG that unfolds to a thousand times its size', bomb(), 'not_a_picture'],
    ['a PNG of 10,000 by 10,000', png({ width: 10_000, height: 10_000, rows: 1 }), 'too_many_pixels'],
    ['a JPEG of 65,000 by 65,000', jpeg({ width: 65_000, height: 65_000 }), 'too_many_pixels'],
    ['a GIF with 301 frames', gif({ width: 3, height: 3, frames: 301 }), 'too_many_frames'],
    ['a GIF with a frame beside the picture', gif({ width: 3, height: 3, frameWidth: 4 }), 'not_a_picture'],
    ['a WebP of 16,000 by 16,000', webp({ width: 16_000, height: 16_000 }), 'too_many_pixels'],
  ])('is not %s', async (_what, content, code) => {
    const answer = await upload(content)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'content', code }] } })
  })

  test('has at most a mebibyte', async () => {
    const large = Buffer.concat([png({ width: 3, height: 3 }), Buffer.alloc(1024 * 1024)])
    expect((await upload(large)).status).toBe(400)
    expect((await upload(Buffer.alloc(4 * 1024 * 1024))).status).toBe(413)
  })

  test('is not served any more when it is archived, and never by an address that was guessed or is foreign', async () => {
    const { id, url } = (await upload(png({ width: 3, height: 3 }))).body
    const address = readMediaAddress(url.split('/').at(-1) ?? '')
    expect(address?.programId).toBe(api.program.programId)
    await api.delete(`/media/${id}`)
    expect((await served(url)).statusCode).toBe(404)
    for (const wrong of ['x', '../../etc/passwd', url.slice(-43).replace(/^./, (letter: string) => (letter === 'A' ? 'B' : 'A')), '%00', 'A'.repeat(43)]) {
      expect((await api.app.inject({ method: 'GET', url: `/m/${encodeURIComponent(wrong)}` })).statusCode).toBeLessThan(500)
      expect((await api.app.inject({ method: 'GET', url: `/m/${encodeURIComponent(wrong)}` })).statusCode).toBeGreaterThanOrEqual(400)
    }
  })
})

describe('an HTML5 page', () => {
  const html = '<!doctype html><a href="{click_url}">x</a><script>document.title = document.cookie; top.location = "https://evil.example"</script>'

  test('is served in a sandbox of its own origin, with the link of an affiliate and no other', async () => {
    const media = (await api.post('/media', { kind: 'html5', name: 'wheel', html, width: 300, height: 250 })).body
    const page = await served(`${media.url}?l=Abc_-1`, { cookie: '__Host-fairshare=x' })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toMatch(/^sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'/)
    for (const part of ["connect-src 'none'", "form-action 'none'", "base-uri 'none'", "frame-src 'none'"]) expect(policy).toContain(part)
    expect(policy).not.toMatch(/allow-same-origin|allow-top-navigation|unsafe-eval/)
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' })
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.payload).toContain(`href="${api.context.config.publicUrl.replace(/\/$/, '')}/c/Abc_-1"`)
    for (const l of ['javascript:alert(1)', '"><script>', 'https://evil.example', "$&'"]) {
      expect((await served(`${media.url}?l=${encodeURIComponent(l)}`)).payload).toContain('href="#"')
    }
    expect((await served(`${media.url}?l=a&l=b`)).payload).toContain('href="#"')
  })

  test('has at most 512 KiB, and sides', async () => {
    expect((await api.post('/media', { kind: 'html5', name: 'x', html: 'ü'.repeat(300 * 1024), width: 1, height: 1 })).status).toBe(400)
    expect((await api.post('/media', { kind: 'html5', name: 'x', html })).status).toBe(400)
    expect((await api.post('/media', { kind: 'html5', name: 'x', html, width: 0, height: 1 })).status).toBe(400)
  })
})

describe('an embed code', () => {
  test('escapes what people named it, in every kind', async () => {
    const link = (await api.post('/tracking-link', { trackerId, brandId })).body
    const text = `"><img src=x onerror=alert(1)>'&`
    const made = [
      await upload(png({ width: 3, height: 3 }), { text, name: text }),
      await api.post('/media', { kind: 'text', name: text, text }),
      await api.post('/media', { kind: 'html5', name: text, html: '<p>x', width: 1, height: 1, text }),
    ]
    for (const { body } of made) {
      const code = (await api.get(`/media/${body.id}/embed?trackingLinkId=${link.id}`)).body
      expect(code.html).not.toMatch(/<img src=x|onerror=alert\(1\)>/)
      expect(code.html).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;')
      expect(code.html, body.kind).toContain(body.kind === 'html5' ? `?l=${link.slug}"` : `href="${link.url}"`)
      if (body.kind === 'html5') expect(code.html).toContain('sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"')
    }
  })

  test('is refused for a link of another brand, of another affiliate than it is for, and of another program', async () => {
    const [otherBrand, otherAffiliate] = [(await api.post('/brand', { name: 'Other', landingPageUrl: 'https://other.example' })).body.id, (await api.post('/affiliate', { name: 'other' })).body.id]
    const link = (await api.post('/tracking-link', { trackerId, brandId })).body
    const ofBrand = (await api.post('/media', { kind: 'text', name: 'x', text: 'x', brandId: otherBrand })).body
    const ofOther = (await api.post('/media', { kind: 'text', name: 'x', text: 'x', visibility: 'restricted', affiliateIds: [otherAffiliate] })).body
    for (const media of [ofBrand, ofOther]) expect((await api.get(`/media/${media.id}/embed?trackingLinkId=${link.id}`)).body).toMatchObject({ status: 422, code: 'media_unknown' })
    const second = await api.addProgram('Second')
    expect((await api.get(`/media/${ofBrand.id}`, { key: second.apiKey })).status).toBe(404)
    expect((await api.get(`/media/${ofBrand.id}/embed?trackingLinkId=${link.id}`, { key: second.apiKey })).status).toBe(404)
    expect((await api.patch(`/media/${ofBrand.id}`, { name: 'y' }, { key: second.apiKey })).status).toBe(404)
  })
})

describe('whom a medium is for', () => {
  test('all, its group or itself: what an affiliate is offered, and may make a link with', async () => {
    const groupId = (await api.post('/affiliate-group', { name: 'vip' })).body.id
    const member = (await api.post('/affiliate', { name: 'member', groupId })).body.id
    const tracker = (await api.post('/tracker', { affiliateId: member, name: 'm' })).body.id
    const make = async (more: object): Promise<string> => (await api.post('/media', { kind: 'text', name: 'offer', text: 'x', ...more })).body.id
    const forGroup = await make({ visibility: 'restricted', groupIds: [groupId] })
    const forOne = await make({ visibility: 'restricted', affiliateIds: [affiliateId] })
    const paused = await make({ status: 'inactive', visibility: 'all' })
    const offered = async (id: string): Promise<string[]> => {
      const programId = api.program.programId
      const media = await api.context.db.inProgram(programId, (tx) => listMediaForAffiliate(tx, { programId, affiliateId: id, afterId: null, limit: 100 }))
      return media.map((one) => one.id)
    }
    expect(await offered(member)).toContain(forGroup)
    expect(await offered(member)).not.toContain(forOne)
    expect(await offered(affiliateId)).toContain(forOne)
    expect(await offered(affiliateId)).not.toContain(forGroup)
    expect(await offered(member)).not.toContain(paused)
    expect((await api.post('/tracking-link', { trackerId: tracker, brandId, mediaId: forGroup })).status).toBe(201)
    for (const mediaId of [forOne, paused]) expect((await api.post('/tracking-link', { trackerId: tracker, brandId, mediaId })).body).toMatchObject({ status: 422, code: 'media_unknown' })
    expect((await api.get(`/tracking-link?mediaId=${forGroup}`)).body.items).toMatchObject([{ mediaId: forGroup }])
  })
})

describe('the page of a medium', () => {
  test('is where its links lead that have none of their own, until it changes or is archived', async () => {
    const media = (await api.post('/media', { kind: 'text', name: 'x', text: 'x', landingPageUrl: 'https://bettest.example/autumn?b=[ClickKey]' })).body
    const link = (await api.post('/tracking-link', { trackerId, brandId, mediaId: media.id })).body
    const own = (await api.post('/tracking-link', { trackerId, brandId, mediaId: media.id, landingPageUrl: 'https://bettest.example/own' })).body
    const pageOf = async (slug: string) => (await readLinkBySlug(api.context.db, slug))?.link.landing_page_url
    expect(await pageOf(link.slug)).toBe('https://bettest.example/autumn?b=[ClickKey]')
    expect(await pageOf(own.slug)).toBe('https://bettest.example/own')
    await api.patch(`/media/${media.id}`, { landingPageUrl: 'https://bettest.example/winter' })
    expect(await pageOf(link.slug)).toBe('https://bettest.example/winter')
    await api.delete(`/media/${media.id}`)
    expect(await pageOf(link.slug)).toBe('https://bettest.example')
  })
})

/** 1 MB of packed nothing, which says that it is 30 by 20. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  return Buffer.concat([png({ width: 30, height: 20 }).subarray(0, 33), chunk('IDAT', deflateSync(Buffer.alloc(30_000_000))), chunk('IEND', Buffer.alloc(0))])
}
