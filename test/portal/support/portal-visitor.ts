import { foldEmail } from '../../../src/domain/access/fold-email.ts'
import type { PortalRole } from '../../../src/domain/affiliate-users/portal-role.ts'
import { startPortalSession } from '../../../src/domain/affiliate-users/start-session.ts'
import { newId } from '../../../src/domain/ids.ts'
import type { CallOptions, TestAnswer, TestApi } from '../../operator-api/support/test-api.ts'

/** Somebody who has signed in to the portal. Paths are below /portal/v1. */
export interface PortalVisitor {
  readonly affiliateId: string
  readonly userId: string
  /** The Cookie header. */
  readonly cookie: string
  get(path: string, options?: CallOptions): Promise<TestAnswer>
  post(path: string, body?: unknown, options?: CallOptions): Promise<TestAnswer>
  call(method: string, path: string, options?: CallOptions): Promise<TestAnswer>
}

/** Signs a new user of an affiliate in, as if by password (and second factor) just now. */
export async function signInVisitor(
  api: TestApi, programId: string, affiliateId: string, { role = 'owner', secondFactor = true }: { role?: PortalRole; secondFactor?: boolean } = {},
): Promise<PortalVisitor> {
  const userId = newId()
  const now = api.context.clock.now()
  const email = `${userId}@visitor.example`
  const { secret } = await api.context.db.inProgram(programId, async (tx) => {
    await tx.count({
      text: `insert into affiliate_user (program_id, id, affiliate_id, name, email, email_folded, role, email_verified_at, created_at, updated_at)
             values ($1, $2, $3, 'Visitor', $4, $5, $6, $7, $7, $7)`,
      values: [programId, userId, affiliateId, email, foldEmail(email), role, now],
    })
    return startPortalSession(tx, { programId, affiliateId, who: { userId }, network: '192.0.2.1', agent: 'test', secondFactorAt: secondFactor ? now : null, now })
  })
  const cookie = `fairshare_portal=${secret}`
  const call = (method: string, path: string, { headers, ...options }: CallOptions = {}): Promise<TestAnswer> =>
    api.call(method, `//portal/v1${path}`, { key: null, ...options, headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers } })
  return { affiliateId, userId, cookie, call, get: (path, options) => call('GET', path, options), post: (path, body, options) => call('POST', path, { ...options, body: body ?? {} }) }
}
