import { consoleApi } from '../../api/client.ts'
import { setLanguage } from '../../ui/words.ts'

/** Into the app, as whoever has just signed in: everything is asked for anew, in their own language. */
export async function enter(next = '/'): Promise<void> {
  const { user } = await consoleApi.send('GET /session', {})
  if (user.language !== null) setLanguage(user.language)
  location.assign(insideOf(next))
}

/** Where somebody wanted to go, if it is a page of the app. */
function insideOf(next: string): string {
  const url = URL.parse(next, location.origin)
  if (url === null || url.origin !== location.origin) return '/admin'
  const path = url.pathname.startsWith('/admin') ? url.pathname : `/admin${url.pathname}`
  return path.startsWith('/admin/sign-in') ? '/admin' : path + url.search
}

/** What stands behind the sign of a mailed link: servers never see it. */
export function tokenOfAddress(): string {
  return location.hash.slice(1)
}
