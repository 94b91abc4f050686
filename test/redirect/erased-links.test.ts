import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseAffiliate } from '../../src/domain/affiliates/erase-affiliate.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { makeLink, makePlace, RedirectFixture } from './redirect-fixture.ts'

let context: TestContext
let redirect: RedirectFixture
beforeAll(async () => {
  context = await createTestContext()
  redirect = await RedirectFixture.start(context)
})
afterAll(async () => {
  await redirect.close()
  await context.close()
})

test("the link of an erased affiliate offers the program's own page, and nobody can take it over", async () => {
  const place = await makePlace(context)
  const link = await makeLink(context, place, { slug: 'anna-blog' })
  expect((await redirect.get('/c/anna-blog')).status).toBe(302)
  const author = { programId: place.programId, actor: 'test', now: context.clock.now() }
  await context.db.inProgram(place.programId, (tx) => eraseAffiliate(tx, author, place.affiliateId))
  await expect.poll(async () => (await redirect.get('/c/anna-blog')).status).toBe(404)
  const answer = await redirect.get('/c/anna-blog')
  expect(answer.body).toContain('This link is not active')
  expect(answer.body).toContain('href="https://bettest.example/sorry?a=1&amp;b=2"')
  const thief = await makePlace(context)
  await expect(makeLink(context, thief, { slug: 'anna-blog' })).rejects.toMatchObject({ code: 'already_exists' })
  expect(link.slug).toBe('anna-blog')
})
