import { z } from 'zod'
import { text } from '../../plumbing/fields.ts'

const fields = z.strictObject({ name: text(200) })

export const newAffiliateGroupBody = fields.meta({ id: 'NewAffiliateGroup', examples: [{ name: 'Streamers' }] })
export const changedAffiliateGroupBody = fields.partial().meta({ id: 'AffiliateGroupChange', examples: [{ name: 'Streamers EU' }] })
