import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { IMPORT_ITEMS_MAX, importCustomers } from '../../../domain/customers/import-customers.ts'
import { createdCustomers } from '../../../domain/customers/register-customers.ts'
import type { Registration, RegistrationResult } from '../../../domain/customers/registration.ts'
import { DomainError, type ErrorCode } from '../../../domain/errors.ts'
import { newId, type Uuid } from '../../../domain/ids.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'
import { parseInput } from '../../plumbing/validation.ts'
import { checkedImportItem, importItem } from './customer-fields.ts'
import { wakeAfterCommit } from './wake-after-commit.ts'

const FAILURES_NAMED_MAX = 1_000

// Items are checked one by one, so that a malformed one is reported and not the end of its neighbours.
const { $schema: _dialect, ...itemSchema } = z.toJSONSchema(importItem, { io: 'input', unrepresentable: 'any' })
const itemOfAnyForm = z.unknown().meta(itemSchema)
const body = z.strictObject({ items: z.array(itemOfAnyForm).min(1).max(IMPORT_ITEMS_MAX) }).meta({
  examples: [{ items: [{ externalId: 'player-1', externalBrandId: 'bettest', affiliateExternalId: 'aff-7', registrationDate: '2026-11-15T12:00:00.000Z' }] }],
})

const failure = z.strictObject({ index: z.int(), externalId: z.string().nullable(), code: z.string(), message: z.string() })
const answer = z.strictObject({
  numImported: z.int(),
  numDuplicates: z.int().meta({ description: 'Customers that exist already; they stay as they are.' }),
  numFailed: z.int(),
  firstFailureId: z.string().nullable().meta({ description: 'The externalId of the first item that failed.' }),
  firstFailureMessage: z.string().nullable(),
  failures: z.array(failure).meta({ description: `The first ${FAILURES_NAMED_MAX}.` }),
})

export function importCustomersRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/customer/import',
    operationId: 'importCustomers',
    tag: 'Customers',
    summary: 'Import customers',
    description: `Up to ${IMPORT_ITEMS_MAX} customers, attributed by the operator's own ids of affiliates and trackers. Items are independent: good ones are stored, bad ones reported.`,
    permission: 'customers:write',
    body,
    fields: importItem,
    bodyLimit: BULK_BODY_LIMIT,
    success: { status: 200, description: 'What became of the items.', schema: answer },
    handle: async ({ tx, programId, body: { items }, actor, afterCommit }) => {
      const importId = newId()
      const read = items.map((item) => readItem(item, actor, importId))
      const results = await importCustomers(tx, context, programId, read.flatMap((entry) => ('registration' in entry ? [entry.registration] : [])))
      afterCommit(() => wakeAfterCommit(context, programId, createdCustomers(results)))
      return summarise(read, results)
    },
  })
}

interface Failure {
  readonly externalId: string | null
  readonly code: ErrorCode
  readonly message: string
}

type ReadItem = { readonly registration: Registration } | Failure

function readItem(item: unknown, createdBy: string, importId: Uuid): ReadItem {
  try {
    const { country, externalTrackerId, affiliateExternalId, registrationDate, ...rest } = parseInput(checkedImportItem, item)
    const manual = affiliateExternalId === null ? null : { affiliateExternalId, trackerExternalId: externalTrackerId }
    const absent = { clickKey: null, couponCode: null, referralCode: null, countryCode: null, registerIp: null }
    return { registration: { ...rest, ...absent, country, manual, registeredAt: registrationDate, importId, createdBy } }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const message = error.errors.map((field) => `${field.path}: ${field.message}`).join(' ')
    return { externalId: externalIdOf(item), code: error.code, message }
  }
}

function externalIdOf(item: unknown): string | null {
  return typeof item === 'object' && item !== null && 'externalId' in item && typeof item.externalId === 'string' ? item.externalId : null
}

/** Puts the results back among the items that could not even be read. */
function summarise(items: readonly ReadItem[], results: readonly RegistrationResult[]): z.output<typeof answer> {
  const remaining = results.values()
  const counts = { created: 0, existing: 0, failed: 0 }
  const failures: z.output<typeof failure>[] = []
  items.forEach((item, index) => {
    const result = 'registration' in item ? remaining.next().value : undefined
    counts[result?.outcome ?? 'failed'] += 1
    const failed = 'code' in item ? item : result?.outcome === 'failed' && 'registration' in item ? { ...result, externalId: item.registration.externalId } : undefined
    if (failed !== undefined) failures.push({ index, externalId: failed.externalId, code: failed.code, message: failed.message })
  })
  return {
    numImported: counts.created,
    numDuplicates: counts.existing,
    numFailed: counts.failed,
    firstFailureId: failures[0]?.externalId ?? null,
    firstFailureMessage: failures[0]?.message ?? null,
    failures: failures.slice(0, FAILURES_NAMED_MAX),
  }
}
