import type { FastifyInstance } from 'fastify'
import { setUp, type SetUpInput } from '../../../src/domain/operators/set-up.ts'
import type { TestContext } from '../../support/context.ts'
import type { SeededProgram } from './seed.ts'
import type { SessionCookie } from './visitor.ts'

/** Signs the administrator of a program in, by a new sign-in link. */
export async function signInOperator(app: FastifyInstance, context: TestContext, program: SeededProgram): Promise<SessionCookie> {
  const { signInUrl } = await setUp(context, await describeProgram(context, program))
  const answer = await app.inject({ method: 'GET', url: signInUrl.slice(context.config.publicUrl.length) })
  const [session] = answer.cookies
  if (session === undefined) throw new Error(`the sign-in link made no session: ${answer.statusCode}`)
  return { name: session.name, value: session.value }
}

async function describeProgram({ db }: TestContext, { programId, adminEmail }: SeededProgram): Promise<SetUpInput> {
  const [row] = await db.shared((tx) =>
    tx.sql<Omit<SetUpInput, 'adminEmail'>>({
      text: `select o.name as operator, p.name as program, p.currency, p.time_zone as "timeZone", p.is_test as test
        from program p join operator o on o.id = p.operator_id where p.id = $1`,
      values: [programId],
    }),
  )
  if (row === undefined) throw new Error('a seeded program that is gone')
  return { ...row, adminEmail }
}
