import type { AppContext } from '../../app/context.ts'
import { build, type Tx } from '../../db/database.ts'
import { createApiKey } from '../access/create-api-key.ts'
import type { Author } from '../access/author.ts'
import { foldEmail } from '../access/fold-email.ts'
import { issueSignInLink } from '../access/issue-sign-in-link.ts'
import { ALL_PERMISSIONS } from '../access/permissions.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { isCurrency } from '../money/currencies.ts'
import { createProgram } from '../programs/create-program.ts'
import { isTimeZone } from '../time/time-zone.ts'
import type { BillingPlan } from './operator.ts'

export interface SetUpInput {
  readonly operator: string
  readonly program: string
  /** ISO 4217. */
  readonly currency: string
  /** IANA. */
  readonly timeZone: string
  readonly adminEmail: string
  readonly billingPlan?: BillingPlan | undefined
  /** A test program: keys `fsk_test_…` and a clock of its own. */
  readonly test?: boolean | undefined
}

export interface SetUpResult {
  readonly operatorId: Uuid
  readonly programId: Uuid
  /** The program's public id in the campaign API. */
  readonly campaignId: Uuid
  readonly adminEmail: string
  readonly signInUrl: string
  readonly apiKey: string
}

const ACTOR = 'system'

/**
 * Makes an operator, its administrator and a program ready to work, or finds them by their names. A repeat answers the same ids; link
 * and key are new each time, because neither can be shown twice, and older ones stay valid. A repeat changes no setting but the billing
 * plan, if given. Throws `invalid_request`, `state_conflict` (the program exists with another currency, time zone or mode) and
 * `already_exists` (the address belongs to another operator's user).
 */
export async function setUp(context: Pick<AppContext, 'db' | 'clock' | 'config'>, input: SetUpInput): Promise<SetUpResult> {
  const emailFolded = checkInput(input)
  return context.db.shared(async (tx) => {
    const now = context.clock.now()
    const operatorId = await findOrCreateOperator(tx, input, now)
    const userId = await findOrCreateAdministrator(tx, operatorId, input.adminEmail, emailFolded, now)
    const programId = (await findProgram(tx, operatorId, input)) ?? newId()
    const inProgram = await tx.enterProgram(programId)
    const author: Author = { programId, actor: ACTOR, now }
    await createProgram(inProgram, context.clock, author, { ...input, operatorId, name: input.program, isTest: input.test ?? false })
    const key = await createApiKey(inProgram, author, ALL_PERMISSIONS, { name: 'Setup', permissions: ALL_PERMISSIONS })
    const signInUrl = await issueSignInLink(tx, { operatorUserId: userId, programId, publicUrl: context.config.publicUrl, now })
    return { operatorId, programId, campaignId: programId, adminEmail: input.adminEmail, signInUrl, apiKey: key.secret }
  })
}

/** Answers the folded address. */
function checkInput(input: SetUpInput): string {
  const emailFolded = foldEmail(input.adminEmail)
  if (input.operator.trim() === '') throw wrong('operator', 'Expected a name.')
  if (input.program.trim() === '') throw wrong('program', 'Expected a name.')
  if (!isCurrency(input.currency)) throw wrong('currency', 'Expected an ISO 4217 currency code.')
  if (!isTimeZone(input.timeZone)) throw wrong('timeZone', 'Expected an IANA time zone such as Europe/Malta.')
  if (emailFolded === null) throw wrong('adminEmail', 'Expected an e-mail address.')
  return emailFolded
}

async function findOrCreateOperator(tx: Tx, input: SetUpInput, now: Date): Promise<Uuid> {
  const [operator] = await tx.sql<{ id: Uuid }>({
    text: `insert into operator (id, name, billing_plan, created_at, updated_at) values ($1, $2, coalesce($3, 'premium'), $4, $4)
      on conflict (name) do update set billing_plan = coalesce($3, operator.billing_plan), updated_at = $4 returning id`,
    values: [newId(), input.operator, input.billingPlan, now],
  })
  if (operator === undefined) throw new Error('an operator neither made nor found')
  return operator.id
}

async function findOrCreateAdministrator(tx: Tx, operatorId: Uuid, email: string, emailFolded: string, now: Date): Promise<Uuid> {
  await tx.sql({
    text: `insert into operator_user (id, operator_id, email, email_folded, created_at) values ($1, $2, $3, $4, $5)
      on conflict (email_folded) do nothing`,
    values: [newId(), operatorId, email, emailFolded, now],
  })
  const user = await tx.first(build.selectFrom('operator_user').select(['id', 'operator_id']).where('email_folded', '=', emailFolded))
  if (user === undefined) throw new Error('an administrator neither made nor found')
  if (user.operator_id === operatorId) return user.id
  const message = 'This address belongs to a user of another operator.'
  throw new DomainError('already_exists', { message, errors: [{ path: 'adminEmail', code: 'already_exists', message }] })
}

/** The program of that name. The operator's row is locked by now, so that two calls at once do not make two. */
async function findProgram(tx: Tx, operatorId: Uuid, input: SetUpInput): Promise<Uuid | undefined> {
  const program = await tx.first(
    build.selectFrom('program').select(['id', 'currency', 'time_zone', 'is_test']).where('operator_id', '=', operatorId).where('name', '=', input.program),
  )
  if (program === undefined) return undefined
  if (program.currency !== input.currency || program.time_zone !== input.timeZone || program.is_test !== (input.test ?? false)) {
    const message = 'A program of this name exists with another currency, time zone or test mode; they are fixed when it is made.'
    throw new DomainError('state_conflict', { message })
  }
  return program.id
}

function wrong(path: string, message: string): DomainError {
  return new DomainError('invalid_request', { message: `${path}: ${message}`, errors: [{ path, code: 'invalid_value', message }] })
}
