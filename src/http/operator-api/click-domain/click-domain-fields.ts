import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type ClickDomain, recordOf } from '../../../domain/click-domains/click-domain.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { answeredInstant, hostName } from '../../plumbing/fields.ts'

export const newClickDomainBody = z.strictObject({ host: hostName.meta({ description: 'Point it to this server (CNAME or A), and serve TLS for it.', examples: ['go.bettest.example'] }) }).meta({ id: 'NewClickDomain', examples: [{ host: 'go.bettest.example' }] })

export const hostParams = z.object({ host: hostName.meta({ description: 'The host.', examples: ['go.bettest.example'] }) })

export const clickDomainAnswer = z
  .strictObject({
    host: z.string(),
    createdTs: answeredInstant.nullable(),
    status: z.enum(['pending', 'verified']),
    verifiedTs: answeredInstant.nullable(),
    checkedTs: answeredInstant.nullable().meta({ description: 'When it was last looked for the record.' }),
    record: z.strictObject({ type: z.literal('TXT'), name: z.string(), value: z.string() }).meta({ description: 'What shows that the host is yours.' }),
  })
  .meta({ id: 'ClickDomain' })

export function presentClickDomain({ secretBox }: AppContext, programId: Uuid, { host, addedAt, checkedAt, verifiedAt }: ClickDomain): object {
  return {
    host, createdTs: addedAt, status: verifiedAt === null ? 'pending' : 'verified', verifiedTs: verifiedAt, checkedTs: checkedAt,
    record: { type: 'TXT', ...recordOf(secretBox, programId, host) },
  }
}
