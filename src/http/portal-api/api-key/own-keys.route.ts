import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type AffiliateKey, createAffiliateKey, listAffiliateKeys, revokeAffiliateKey } from '../../../domain/affiliate-users/affiliate-key.ts'
import { readAffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import { requireFresh } from '../../../domain/affiliate-users/fresh-proof.ts'
import { answeredId, answeredInstant, idParams, text } from '../../plumbing/fields.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'

const access = z.enum(['read', 'write']).meta({ description: 'read: everything of the affiliate. write: trackers, links, coupons, media and postbacks as well; never payouts or people.' })

const fields = {
  id: answeredId,
  createdTs: answeredInstant,
  name: z.string(),
  hint: z.string().meta({ examples: ['fsa_live_…x9Yz'] }),
  access,
  lastUsedTs: answeredInstant.nullable().meta({ description: 'To the minute.' }),
  revokedTs: answeredInstant.nullable(),
}
const keyAnswer = z.strictObject(fields).meta({ id: 'OwnApiKey' })
const issuedAnswer = z.strictObject({ ...fields, key: z.string().meta({ description: 'The key itself: shown this once.' }) }).meta({ id: 'IssuedOwnApiKey' })

/** Keys for the affiliate's own programs. */
export function ownKeysRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { tag: 'API keys', permission: 'api-keys:write' } as const
  definePortalRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/api-key',
    operationId: 'listOwnApiKeys',
    summary: 'List the API keys of the affiliate',
    description: 'Newest first, revoked ones too, at most 100; never the secrets.',
    permission: 'api-keys:read',
    success: { status: 200, description: 'The keys.', schema: z.strictObject({ items: z.array(keyAnswer) }) },
    handle: async ({ tx, programId, affiliateId }) => ({ items: (await listAffiliateKeys(tx, programId, affiliateId)).map(presentKey) }),
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/api-key',
    operationId: 'createOwnApiKey',
    summary: 'Make an API key',
    description: "For the affiliate's own data. Takes a fresh proof. The key is shown once.",
    body: z.strictObject({ name: text(200), access }).meta({ id: 'NewOwnApiKey', examples: [{ name: 'Spreadsheet', access: 'read' }] }),
    success: { status: 201, description: 'The new key, with its secret.', schema: issuedAnswer },
    hasSecretAnswer: true,
    refusals: ['fresh_sign_in_required', 'too_many'],
    handle: async ({ tx, programId, actor, now, body, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      requireFresh(session, (await readAffiliateUser(tx, programId, caller.affiliateId, userId)).hasSecondFactor, now)
      const { secret, ...key } = await createAffiliateKey(tx, { programId, actor, now }, caller.affiliateId, body)
      return { ...presentKey(key), key: secret }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/api-key/:id',
    operationId: 'revokeOwnApiKey',
    summary: 'Revoke an API key',
    params: idParams,
    success: { status: 204, description: 'Refused from the next request on.' },
    handle: ({ tx, programId, actor, now, params, affiliateId }) => revokeAffiliateKey(tx, { programId, actor, now }, affiliateId, params.id),
  })
}

function presentKey({ id, createdAt, name, hint, access: granted, lastUsedAt, revokedAt }: AffiliateKey) {
  return { id, createdTs: createdAt, name, hint, access: granted, lastUsedTs: lastUsedAt, revokedTs: revokedAt }
}
