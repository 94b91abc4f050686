import { z } from 'zod'
import { idField } from '../../plumbing/fields.ts'

const LONGEST_CODE = 200

const fields = z.strictObject({
  code: z.string().max(LONGEST_CODE).meta({ description: 'As customers type it; stored in capitals. Unique in the program until it is archived.', examples: ['ANNA10'] }),
  affiliateId: idField.meta({ description: 'Whom the code brings.' }),
  status: z.enum(['active', 'inactive']).optional().meta({ description: 'Default: `active`. An inactive code brings nobody.' }),
})

const example = { code: 'ANNA10', affiliateId: '019abc00-0000-7000-8000-000000000001' }

export const newCouponBody = fields.meta({ id: 'NewCoupon', examples: [example] })
export const changedCouponBody = fields.partial().meta({ id: 'CouponChange', examples: [{ status: 'inactive' }] })
