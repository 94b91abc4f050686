import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dose, SEED } from '../support/dose.ts'
import { type AppPage, PAGES } from './pages.ts'
import { type Apps, openApps } from './support/apps.ts'
import { checkPage, findScripts } from './support/check-page.ts'
import { plantScripts } from './support/planted-scripts.ts'
import type { SeededProgram } from './support/seed.ts'
import { settled } from './support/settled.ts'
import type { SessionCookie, Size, Theme, Visitor } from './support/visitor.ts'

interface Look {
  readonly size: Size
  readonly theme: Theme
}

const WIDE: Look = { size: 'wide', theme: 'light' }
const PHONE: Look = { size: 'phone', theme: 'dark' }
const LOOKS: readonly Look[] = [WIDE, PHONE, { size: 'wide', theme: 'dark' }, { size: 'phone', theme: 'light' }]
/** Pages of another program's things: some of them in npm test. */
const FOREIGN_EVERY = dose({ small: 24, short: 1, long: 1 })
const PLANTED_EVERY = dose({ small: 20, short: 1, long: 1 })

let apps: Apps
/** The fields of the second program that hold scripts. */
let planted: readonly string[]
/** What only the first program's people may read. */
let names: readonly string[]
const visitors = new Map<string, Promise<Visitor>>()

beforeAll(async () => {
  apps = await openApps()
  planted = await plantScripts(apps.context.database.ownerUrl, apps.seed.second.programId)
  names = await namesIn(apps.seed.first)
}, 120_000)
afterAll(async () => {
  for (const visitor of visitors.values()) await visitor.then((opened) => opened.context.close())
  await apps?.close()
})

/** One browser for everybody who is the same person and looks in the same way. */
async function visitorOf(page: AppPage, program: SeededProgram, look: Look): Promise<Visitor> {
  const key = JSON.stringify([page.isPublic ?? page.app, program.programId, look])
  const known = visitors.get(key)
  if (known !== undefined) return known
  const opened = apps.visitor({ ...look, session: await sessionFor(page, program) })
  visitors.set(key, opened)
  return opened
}

function sessionFor({ app, isPublic }: AppPage, program: SeededProgram): Promise<SessionCookie> | null {
  if (isPublic) return null
  return app === 'admin' ? apps.signIn(program) : apps.signInAffiliate(program)
}

async function show(page: AppPage, program: SeededProgram, look: Look): Promise<Visitor> {
  const visitor = await visitorOf(page, program, look)
  visitor.refusals.length = 0
  const path = await pathIn(page, program)
  // Loading both apps anew for each of so many pages would be half of the time; the other program's pages are loaded.
  await (program === apps.seed.first ? visitor.go(path) : visitor.open(path))
  if (page.act !== undefined) {
    await page.act(visitor.page)
    await settled(visitor.page)
  }
  return visitor
}

async function pathIn(page: AppPage, program: SeededProgram): Promise<string> {
  const path = await apps.pathOf(page, program)
  if (path === undefined) throw new Error(`the seeded program has nothing that ${page.app}/${page.name} is about`)
  return path
}

/** What people, brands and customers are called in a program. */
async function namesIn({ programId }: SeededProgram): Promise<string[]> {
  const rows = await apps.context.db.inProgram(programId, (tx) =>
    tx.sql<{ name: string }>({
      text: `select name from affiliate where program_id = $1 union select username from customer where program_id = $1 and username is not null union select name from brand where program_id = $1`,
      values: [programId],
    }),
  )
  // Those of the scene are the same in both, and a single word may be one of ours.
  return rows.map(({ name }) => name).filter((name) => /\w[\s-]\w/.test(name) && !/scene/i.test(name))
}

const titled = PAGES.map((page, index) => ({ page, index, title: `${page.app}/${page.name}` }))

test('what the server answers at every address names the files of its scene', async () => {
  const unnamed: string[] = []
  for (const { page, title } of titled) {
    const response = await fetch(apps.origin + (await pathIn(page, apps.seed.first)).replace(/#.*/, ''))
    if (!/modulepreload[^>]+-scene-/.test(await response.text())) unnamed.push(title)
  }
  expect(unnamed).toEqual([])
})

describe('a page is whole, accessible and fits', () => {
  // One look for each page in npm test, half of them wide and light, half on a phone in the dark.
  const cases = titled.flatMap((one) => dose({ small: [one.index % 2 === 0 ? WIDE : PHONE], short: LOOKS, long: LOOKS }).map((look) => ({ ...one, look })))
  test.each(cases)('$title, $look.size and $look.theme', async ({ page, look }) => {
    const visitor = await show(page, apps.seed.first, look)
    await checkPage(visitor.page)
    if (!page.isPublic) expect(visitor.refusals).toEqual([])
    visitor.expectNoProblems()
    expect(await visitor.page.innerText('body')).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date|planted\(/)
  })
})

describe("scripts in any text of a program never run, and no page has another program's names", () => {
  test('scripts stand in the fields that people fill in', () => {
    expect(planted).toEqual(expect.arrayContaining(['affiliate.name', 'brand.name', 'customer.username', 'program.name', 'adjustment.reason']))
  })

  // Some of the pages in npm test, others with another seed.
  const some = titled.filter(({ index }) => index % PLANTED_EVERY === SEED % PLANTED_EVERY)
  test.for(some)(`$title (seed ${SEED})`, async ({ page }, context) => {
    const path = await apps.pathOf(page, apps.seed.second)
    if (path === undefined) return context.skip('the second program has nothing of this kind')
    const visitor = await show(page, apps.seed.second, WIDE)
    expect(await findScripts(visitor.page)).toEqual([])
    visitor.expectNoProblems()
    await expectNoForeignName(visitor)
  })

  const aboutOne = titled.filter(({ page }) => typeof page.path !== 'string').filter((_, index) => index % FOREIGN_EVERY === SEED % FOREIGN_EVERY)
  test.each(aboutOne)(`$title of the other program's (seed ${SEED})`, async ({ page }) => {
    const visitor = await visitorOf(page, apps.seed.second, WIDE)
    const base = page.app === 'admin' ? '/admin' : await apps.portal(apps.seed.second)
    const foreign = (await pathIn(page, apps.seed.first)).replace(/^\/admin|^\/p\/[^/]+/, base)
    await visitor.open(foreign)
    visitor.expectNoProblems()
    await expectNoForeignName(visitor)
  })

  async function expectNoForeignName({ page }: Visitor): Promise<void> {
    const markup = await page.content()
    expect(names.filter((name) => markup.includes(name))).toEqual([])
  }
})
