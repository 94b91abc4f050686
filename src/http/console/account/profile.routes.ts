import { z } from 'zod'
import { build } from '../../../db/database.ts'
import { accountRoute, type Console } from './console-route.ts'
import { language, personName } from './fields.ts'

export function profileRoutes(console: Console): void {
  const body = z.strictObject({ name: personName.optional(), language: language.nullable().optional() })
  accountRoute(console, { method: 'PATCH', path: '/profile', body }, async ({ owner, body: { name, language: locale }, now }) => {
    await console.context.db.shared((tx) => tx.all(build.updateTable('operator_user').set({ name, locale, updated_at: now }).where('id', '=', owner.userId)))
  })
}
