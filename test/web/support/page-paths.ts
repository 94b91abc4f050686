import type { AppPage, Find } from '../pages.ts'

/** What finding pages takes: where the portal is, and the items of a list of either API. */
export interface PathSource {
  portal(): Promise<string>
  list(path: string): Promise<readonly { readonly id: string }[]>
}

class NothingSuch extends Error {}

/** Where a page of the list is in a program; undefined where the program has nothing that it is about. */
export async function pathOfPage(page: AppPage, source: PathSource): Promise<string | undefined> {
  const base = page.app === 'admin' ? '/admin' : await source.portal()
  if (typeof page.path === 'string') return base + page.path
  try {
    return base + (await page.path(findIn(source)))
  } catch (error) {
    if (error instanceof NothingSuch) return undefined
    throw error
  }
}

function findIn(source: PathSource): Find {
  return async (list, is = () => true) => {
    const found = (await source.list(list)).find(is)
    if (found === undefined) throw new NothingSuch(list)
    return found.id
  }
}
