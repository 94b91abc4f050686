import { z } from 'zod'
import type { ApiKey } from '../../../domain/access/api-key.ts'
import type { IssuedApiKey } from '../../../domain/access/create-api-key.ts'
import { answeredInstant, commonFields } from '../../plumbing/fields.ts'

const fields = {
  ...commonFields,
  name: z.string(),
  hint: z.string().meta({ description: 'Prefix and last four characters.', examples: ['fsk_live_…x9Yz'] }),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  expiresTs: answeredInstant.nullable(),
  lastUsedTs: answeredInstant.nullable().meta({ description: 'To the minute.' }),
  revokedTs: answeredInstant.nullable(),
  createdBy: z.string(),
}

export const keyAnswer = z.strictObject(fields).meta({ id: 'ApiKey' })
export const issuedKeyAnswer = z
  .strictObject({ ...fields, key: z.string().meta({ description: 'The key itself: shown this once.' }) })
  .meta({ id: 'IssuedApiKey' })

export function presentApiKey(key: ApiKey): object {
  return {
    id: key.id,
    createdTs: key.createdAt,
    updatedTs: key.updatedAt,
    name: key.name,
    hint: key.hint,
    permissions: key.permissions,
    expiresTs: key.expiresAt,
    lastUsedTs: key.lastUsedAt,
    revokedTs: key.revokedAt,
    createdBy: key.createdBy,
  }
}

export function presentIssuedApiKey(key: IssuedApiKey): object {
  return { ...presentApiKey(key), key: key.secret }
}
