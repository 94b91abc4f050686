import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainSql, Statement, Tx } from '../../src/db/database.ts'
import { createAffiliate, type NewAffiliate } from '../../src/domain/affiliates/create-affiliate.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { AffiliateCalls, PASSWORD } from './affiliate-calls.ts'

let api: TestApi
let own: AffiliateCalls
let other: AffiliateCalls
beforeAll(async () => {
  api = await createTestApi()
  own = new AffiliateCalls(api)
  other = await own.other('Other')
  await own.made({ email: 'own@parceiro.example', referralId: 'OWNCODE' })
  await other.made({ email: 'foreign@parceiro.example', referralId: 'FOREIGN' })
})
afterAll(() => api.close())

/** The statements with which an affiliate is made or refused, and what came of it. */
async function traceOf(input: NewAffiliate): Promise<{ outcome: string; statements: string[] }> {
  const { programId } = own.program
  const statements: string[] = []
  const outcome = await api.context.db
    .inProgram(programId, async (tx) => {
      const traced: Tx = Object.assign(Object.create(tx), {
        sql: (statement: PlainSql) => { statements.push(statement.text); return tx.sql(statement) },
        count: (statement: PlainSql) => { statements.push(statement.text); return tx.count(statement) },
        all: (statement: Statement<unknown>) => { statements.push(statement.compile().sql); return tx.all(statement) },
        first: (statement: Statement<unknown>) => { statements.push(statement.compile().sql); return tx.first(statement) },
      })
      await createAffiliate(traced, { programId, actor: 'test', now: new Date() }, input)
      throw new Error('undo')
    })
    .catch((error: Error) => error.message)
  return { outcome, statements }
}

describe('what another campaign has', () => {
  test('an address there makes no difference: the same statements, the same end', async () => {
    const foreign = await traceOf({ email: 'foreign@parceiro.example', needsReferralCode: true })
    const unknown = await traceOf({ email: 'nobody@parceiro.example', needsReferralCode: true })
    expect(foreign).toEqual(unknown)
    expect(unknown.outcome).toBe('undo')
  })

  test('a code there is refused by the same statements as a code of this campaign', async () => {
    const foreign = await traceOf({ email: 'a@parceiro.example', referralCode: 'foreign' })
    const ours = await traceOf({ email: 'a@parceiro.example', referralCode: 'owncode' })
    expect(foreign).toEqual(ours)
    expect(ours.outcome).not.toBe('undo')
  })

  test('shows in no header and no byte of an answer', async () => {
    const told = async (body: object) => {
      const { status, text, headers } = await own.create({ password: PASSWORD, ...body })
      return { status, text, headers: { ...headers, date: undefined, 'x-request-id': undefined } }
    }
    expect(await told({ email: 'b@parceiro.example', referralId: 'FOREIGN' })).toEqual(await told({ email: 'b@parceiro.example', referralId: 'OWNCODE' }))
    const { text } = await other.create({ password: PASSWORD, email: 'c@parceiro.example', referralId: 'OWNCODE' })
    expect(text).not.toMatch(/First|owncode|campaign|program/i)
  })
})
