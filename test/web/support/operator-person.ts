import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../src/app/context.ts'
import { setUp, type SetUpInput, type SetUpResult } from '../../../src/domain/operators/set-up.ts'
import type { SessionCookie } from './visitor.ts'

type Context = Pick<AppContext, 'db' | 'clock' | 'config'>

/** Signs the administrator of a program in, by a new sign-in link. */
export async function signInOperator(app: FastifyInstance, context: Context, program: SetUpResult): Promise<SessionCookie> {
  const { signInUrl } = await setUp(context, await describeProgram(context, program))
  const answer = await app.inject({ method: 'GET', url: signInUrl.slice(context.config.publicUrl.length) })
  const [session] = answer.cookies
  if (session === undefined) throw new Error(`the sign-in link made no session: ${answer.statusCode}`)
  return { name: session.name, value: session.value }
}

async function describeProgram({ db }: Context, { programId, adminEmail }: SetUpResult): Promise<SetUpInput> {
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
