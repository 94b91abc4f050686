import type { TestAnswer, TestApi } from '../../operator-api/support/test-api.ts'

/** Somebody's browser: keeps cookies, and says that its calls come from our own pages. */
export interface Browser {
  /** Below `/console`. */
  call(method: string, path: string, body?: unknown): Promise<TestAnswer>
  /** Below `/api/v1`. */
  api(method: string, path: string, body?: unknown): Promise<TestAnswer>
  /** The session's cookie, as it is sent. */
  session(): string
  /** The same cookies in another browser. */
  copy(): Browser
}

/** A browser behind an address of its own. `TRUST_PROXY` must take one hop. */
export function openBrowser(api: TestApi, network = '203.0.113.1', jar: ReadonlyMap<string, string> = new Map()): Browser {
  const cookies = new Map(jar)
  const send = async (method: string, path: string, body: unknown): Promise<TestAnswer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await api.call(method, path, { key: null, ...(body === undefined ? {} : { body }), headers: { cookie, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': network, 'user-agent': 'Test browser' } })
    const set: unknown = answer.headers['set-cookie']
    for (const line of Array.isArray(set) ? set : set === undefined ? [] : [set]) keep(String(line))
    return answer
  }
  const keep = (line: string): void => {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
  return {
    call: (method, path, body) => send(method, `//console${path}`, body),
    api: (method, path, body) => send(method, path, body),
    session: () => cookies.get('fairshare_session') ?? '',
    copy: () => openBrowser(api, network, cookies),
  }
}
