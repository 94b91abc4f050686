import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { dose } from '../../support/dose.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CHECK = readFileSync(new URL('in-page/check.js', import.meta.url), 'utf8')
/** A table of fifty rows is two seconds of axe, and the frame is as much as most scenes. */
const LOOKED_AT = JSON.stringify(dose({ small: { rows: 6, frameOnce: true }, short: { rows: 1_000, frameOnce: false }, long: { rows: 1_000, frameOnce: false } }))
const SCRIPTS = readFileSync(new URL('in-page/scripts.js', import.meta.url), 'utf8')

/**
 * Throws what is wrong with a page as it stands: rules of WCAG 2.2 A and AA that it breaks, what can be focused and has no name,
 * scrolling sideways, a script of a user's that became part of it.
 */
export async function checkPage(page: Page): Promise<void> {
  const found = await findFaults(page)
  if (found.length > 0) throw new Error(`${page.url()}:\n${found.join('\n')}`)
}

/** The same as a list. */
export async function findFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(AXE)
  return [...(await page.evaluate<string[]>(`(${CHECK.replace(/^(?:\/\/.*\n)+/, '').trim()})(${LOOKED_AT})`)), ...(await findScripts(page))]
}

/** Scripts of a user's that became part of a page, whether they ran or not. */
export function findScripts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(SCRIPTS)
}
