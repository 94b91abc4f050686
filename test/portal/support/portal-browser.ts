import { totpStep } from '../../../src/domain/access/totp.ts'
import { mailPlace } from '../../../src/domain/mail/queue-mail.ts'
import { Secret, TOTP } from 'otpauth'
import type { CallOptions, TestAnswer, TestApi } from '../../operator-api/support/test-api.ts'

/** A browser on the portal's pages: it keeps cookies and says where its requests come from. Paths are below /portal/v1. */
export class PortalBrowser {
  readonly #api: TestApi
  readonly #cookies = new Map<string, string>()

  constructor(api: TestApi) {
    this.#api = api
  }

  async call(method: string, path: string, { headers, ...options }: CallOptions = {}): Promise<TestAnswer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await this.#api.call(method, `//portal/v1${path}`, {
      key: null, ...options, headers: { ...(cookie === '' ? {} : { cookie }), 'sec-fetch-site': 'same-origin', 'user-agent': 'test browser', ...headers },
    })
    const given: unknown = answer.headers['set-cookie'] ?? []
    for (const line of Array.isArray(given) ? given : [given]) this.#keep(String(line))
    return answer
  }

  get(path: string, options?: CallOptions): Promise<TestAnswer> {
    return this.call('GET', path, options)
  }

  post(path: string, body: unknown = {}, options?: CallOptions): Promise<TestAnswer> {
    return this.call('POST', path, { ...options, body })
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

export interface TestMail {
  readonly template: string
  readonly locale: string
  readonly words: Readonly<Record<string, string>>
}

type WithContext = Pick<TestApi, 'context'>

/** The mails to an address, newest first. */
export async function mailsTo({ context }: WithContext, recipient: string): Promise<TestMail[]> {
  const rows = await context.db.shared((tx) =>
    tx.sql<{ id: string; template: string; locale: string; sealed: Buffer }>({ text: 'select id, template, locale, sealed_words as sealed from mail where recipient = $1 order by id desc', values: [recipient] }),
  )
  return rows.map(({ id, template, locale, sealed }) => ({ template, locale, words: JSON.parse(context.secretBox.open(sealed, mailPlace(id)) ?? '{}') }))
}

/** The token in the link of the newest mail to an address. */
export async function tokenTo(api: WithContext, recipient: string): Promise<string> {
  const [mail] = await mailsTo(api, recipient)
  const token = mail?.words['link']?.split('#token=')[1]
  if (token === undefined) throw new Error(`no link was sent to ${recipient}`)
  return token
}

/** What an authenticator app shows. */
export function codeOf(secret: string, now: Date): string {
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
  if (totpStep(secret, code, now) === null) throw new Error('the app and the server disagree')
  return code
}
