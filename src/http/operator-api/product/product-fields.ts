import { z } from 'zod'
import { externalId, idField, text, webAddress } from '../../plumbing/fields.ts'
import { deductions } from '../brand/deduction-fields.ts'

const fields = z.strictObject({
  name: text(200),
  externalId: externalId.nullish(),
  landingPageUrl: webAddress.nullish(),
  status: z.enum(['active', 'inactive']).optional(),
  deductions: deductions.nullish().meta({ description: "Null: the brand's apply." }),
})

export const newProductBody = fields.extend({ brandId: idField }).meta({
  id: 'NewProduct',
  examples: [{ brandId: '019abc00-0000-7000-8000-000000000001', name: 'Casino', externalId: 'casino' }],
})
export const changedProductBody = fields.partial().meta({ id: 'ProductChange', examples: [{ name: 'Live casino' }] })
