import { operatorDialect } from '../operator-api/dialect.ts'
import type { Dialect } from '../plumbing/dialect.ts'
import { PORTAL_API_PREFIX } from './prefix.ts'

/** As the operator API, for other people: an affiliate's users and its own API keys. */
export const portalDialect: Dialect = {
  ...operatorDialect,
  prefix: PORTAL_API_PREFIX,
  securitySchemes: {
    apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'A key of the affiliate, made in its portal: `fsa_live_…` or `fsa_test_…`.' },
    session: { type: 'apiKey', in: 'cookie', name: '__Host-fairshare_portal', description: "The portal's own session. Writes are taken from its own pages only." },
  },
}
