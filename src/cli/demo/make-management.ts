import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../../domain/access/author.ts'
import { createAffiliateGroup } from '../../domain/affiliates/affiliate-group.ts'
import { addAffiliateNote } from '../../domain/affiliates/affiliate-note.ts'
import { changeAffiliate } from '../../domain/affiliates/change-affiliate.ts'
import { createAffiliate } from '../../domain/affiliates/create-affiliate.ts'
import { decideAffiliates } from '../../domain/affiliates/decide-affiliates.ts'
import { listAffiliates } from '../../domain/affiliates/list-affiliates.ts'
import { listTrackingLinks } from '../../domain/affiliates/tracking-link.ts'
import { createCoupon } from '../../domain/coupons/create-coupon.ts'
import type { Uuid } from '../../domain/ids.ts'
import { createMedia } from '../../domain/media/create-media.ts'
import { readBannerContent, readHtmlContent } from '../../domain/media/media-content.ts'
import { writePng } from '../../domain/programs/picture.ts'
import { addLegacyLinks } from '../../domain/tracking/add-legacy-links.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import type { DemoPlan } from './demo-plan.ts'
import { makeAgreements } from './make-agreements.ts'
import type { DemoTerms } from './make-terms.ts'

const APPLICANTS = [
  { name: 'Tidepool Deals', email: 'hello@tidepool.example', country: 'IE' },
  { name: 'Crate & Compass', email: 'ads@crate-compass.example', country: 'SE' },
  { name: 'Casa das Ofertas', email: 'contato@ofertas.example', country: 'BR' },
]
const NOTES = ['Met at the conference in Lisbon. Wants 30 % on the coffee subscription if volume holds for three months.', 'Asked twice about the hold of 30 days; sent the page on holds.']
const WITH_COUPON = 6
const FORMER_ADDRESSES = 12

/**
 * What managers have done in the program: applications that wait, one affiliate that was suspended, groups, notes, a recruit, coupons, media,
 * addresses of a former platform. Nothing of it earns, and none of it is by chance.
 */
export async function makeManagement({ db, clock }: AppContext, { program }: DemoPlan, terms: DemoTerms): Promise<void> {
  const banners = await Promise.all([readBannerContent(banner(300, 250, [11, 122, 92])), readBannerContent(banner(728, 90, [59, 111, 212])), readBannerContent(banner(160, 600, [194, 105, 26]))])
  await db.inProgram(program.id, async (tx) => {
    const author: Author = { programId: program.id, actor: COMMAND_LINE_ACTOR, now: clock.now() }
    const affiliates = (await listAffiliates(tx, { programId: program.id, after: null, limit: 50, sort: 'created', status: 'active' })).map(({ affiliate }) => affiliate.id)
    await makePeople(tx, author, affiliates)
    for (const [index, affiliateId] of affiliates.slice(0, WITH_COUPON).entries()) await createCoupon(tx, author, { code: `BREW${10 + index * 5}`, affiliateId })
    const [harbor, bean] = [terms.brandIds['lucky-harbor'], terms.brandIds['brew-and-bean']]
    await createMedia(tx, author, { kind: 'banner', name: 'Welcome 300×250', brandId: harbor, words: 'Lucky Harbor: welcome on board', content: banners[0] ?? null })
    await createMedia(tx, author, { kind: 'banner', name: 'Leaderboard 728×90', brandId: bean, words: 'Brew & Bean: the first bag is on us', landingPageUrl: 'https://brew-and-bean.example/first-bag?click=[ClickKey]', content: banners[1] ?? null })
    await createMedia(tx, author, { kind: 'banner', name: 'Skyscraper 160×600', words: 'Autumn offers', content: banners[2] ?? null })
    await createMedia(tx, author, { kind: 'text', name: 'One line for newsletters', brandId: bean, words: 'Freshly roasted coffee, on your table each month. The first bag is on us.', content: null })
    await createMedia(tx, author, { kind: 'html5', name: 'Wheel 300×250', brandId: harbor, content: readHtmlContent(WHEEL, { width: 300, height: 250 }) })
    await makeFormerAddresses(tx, author)
    await makeAgreements(tx, author, clock, affiliates)
  })
}

async function makePeople(tx: Tx, author: Author, affiliates: readonly Uuid[]): Promise<void> {
  const [first, second, third, fourth] = affiliates
  const group = await createAffiliateGroup(tx, author, { name: 'Content sites' })
  await createAffiliateGroup(tx, author, { name: 'Newsletters' })
  for (const applicant of APPLICANTS) await createAffiliate(tx, author, { ...applicant, status: 'pending' })
  for (const id of [first, second, third]) if (id !== undefined) await changeAffiliate(tx, author, id, { groupId: group.id })
  if (first !== undefined) for (const note of NOTES) await addAffiliateNote(tx, author, first, note)
  if (first !== undefined && fourth !== undefined) await changeAffiliate(tx, author, fourth, { parentAffiliateId: first })
  const left = await createAffiliate(tx, author, { name: 'Bargain Bidder', email: 'team@bargain-bidder.example', country: 'GB' })
  await decideAffiliates(tx, author, { kind: 'suspended', affiliateIds: [left.id], reason: 'Bids on the brand name in search ads, after two warnings.' })
}

async function makeFormerAddresses(tx: Tx, author: Author): Promise<void> {
  const links = await listTrackingLinks(tx, { programId: author.programId, afterId: null, limit: FORMER_ADDRESSES })
  await addLegacyLinks(tx, author, links.map(({ id }, index) => ({ parameter: 'btag' as const, value: `a_${1_000 + index}b_77`, trackingLinkId: id })))
}

type Colour = readonly [red: number, green: number, blue: number]

/** A soft slope of one colour with a stripe in it. */
function banner(width: number, height: number, colour: Colour): Buffer {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = 0.75 + (0.5 * (x + y)) / (width + height) + ((x + 2 * y) % 120 < 14 ? 0.12 : 0)
      colour.forEach((part, index) => { pixels[(y * width + x) * 3 + index] = Math.min(255, Math.round(part * light)) })
    }
  }
  return writePng(pixels, width, height)
}

const WHEEL = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Wheel</title>
<style>
body{margin:0;height:100vh;display:grid;place-items:center;background:#0b3d2e;color:#fff;font:600 18px system-ui,sans-serif;text-align:center}
i{display:block;width:110px;height:110px;margin:0 auto 14px;border-radius:50%;background:conic-gradient(#eaa25c 0 25%,#3fbf95 0 50%,#7da7f5 0 75%,#ee8aa6 0);transition:transform 2s ease-out}
a{color:inherit}
</style>
<div><i id="wheel"></i><a href="{click_url}" target="_blank">Spin and see</a></div>
<script>document.getElementById('wheel').onmouseenter=function(){this.style.transform='rotate('+(720+Math.random()*360)+'deg)'}</script>
</html>
`
