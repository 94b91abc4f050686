import { setUp, type SetUpResult } from '../domain/operators/set-up.ts'
import type { AppContext } from './context.ts'

/** What a new installation starts with; everything but currency and time zone can be changed later, and more programs can be made. */
const FIRST = { operator: 'My company', program: 'My program', currency: 'EUR', timeZone: 'UTC', adminEmail: 'admin@example.com' }

/** Makes the first operator, program, administrator and key in an empty database. Undefined: there is an operator already. */
export async function setUpFirstRun(context: AppContext): Promise<SetUpResult | undefined> {
  const operators = await context.db.shared((tx) => tx.sql({ text: 'select 1 from operator limit 1' }))
  return operators.length === 0 ? await setUp(context, FIRST) : undefined
}
