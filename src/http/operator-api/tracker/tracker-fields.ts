import { z } from 'zod'
import { externalId, idField, text } from '../../plumbing/fields.ts'

const fields = z.strictObject({
  name: text(200),
  externalId: externalId.nullish(),
  status: z.enum(['active', 'inactive']).optional(),
})

export const newTrackerBody = fields.extend({ affiliateId: idField }).meta({
  id: 'NewTracker',
  examples: [{ affiliateId: '019abc00-0000-7000-8000-000000000001', name: 'youtube-reviews' }],
})
export const changedTrackerBody = fields.partial().meta({ id: 'TrackerChange', examples: [{ name: 'youtube-shorts' }] })
