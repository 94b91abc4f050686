import { LRUCache } from 'lru-cache'
import type { Database } from '../../../db/database.ts'
import { isUuid, type Uuid } from '../../../domain/ids.ts'
import { isAllowedOrigin } from '../../../domain/tracking/allowed-domains.ts'
import { isAllowedSomewhere, type PagePolicy, readPagePolicy } from '../../../domain/tracking/page-policy.ts'

// As long as a credential is remembered: a changed setting works within a second on every instance.
const POLICY_CACHE_MS = 700
const MOST_CACHED = 10_000

/** Which pages may report, as remembered for a moment. */
export class ReportingPages {
  readonly #db: Database
  readonly #policies = new LRUCache<Uuid, Promise<PagePolicy | null>>({ max: MOST_CACHED, ttl: POLICY_CACHE_MS })
  readonly #origins = new LRUCache<string, Promise<boolean>>({ max: MOST_CACHED, ttl: POLICY_CACHE_MS })

  constructor(db: Database) {
    this.#db = db
  }

  /** The program with this id, if pages of the origin may report to it. */
  async programOf(id: string, origin: string): Promise<{ readonly programId: Uuid; readonly operatorId: Uuid } | null> {
    if (!isUuid(id)) return null
    const policy = await remembered(this.#policies, id, () => readPagePolicy(this.#db, id))
    if (policy === null || !isAllowedOrigin(origin, policy.allowedDomains)) return null
    return { programId: id, operatorId: policy.operatorId }
  }

  /** Whether pages of the origin may report to any program: all that can be said before a page has named one. */
  mayReportSomewhere(origin: string): Promise<boolean> {
    return remembered(this.#origins, origin, () => isAllowedSomewhere(this.#db, origin))
  }
}

function remembered<Value>(cache: LRUCache<string, Promise<Value>>, key: string, read: () => Promise<Value>): Promise<Value> {
  const known = cache.get(key)
  if (known !== undefined) return known
  const value = read()
  cache.set(key, value)
  value.catch(() => cache.delete(key))
  return value
}
