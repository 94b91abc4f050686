import { z } from 'zod'
import { MODULES } from '../../../domain/access/permissions.ts'
import { instant, text } from '../../plumbing/fields.ts'

const permissions = z
  .partialRecord(z.enum(MODULES), z.enum(['read', 'write']))
  .meta({ description: '`write` includes `read`; `admin` stands for every module.', examples: [{ customers: 'write', reports: 'read' }] })

const fields = z.strictObject({
  name: text(200),
  permissions,
  expiresTs: instant.nullish().meta({ description: 'Null: never.' }),
})

export const newApiKeyBody = fields.meta({ id: 'NewApiKey', examples: [{ name: 'Web shop', permissions: { customers: 'write', reports: 'read' } }] })
export const changedApiKeyBody = fields.partial().meta({ id: 'ApiKeyChange', examples: [{ permissions: { customers: 'read' } }] })
