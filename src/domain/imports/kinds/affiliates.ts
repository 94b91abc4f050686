import type { Tx } from '../../../db/database.ts'
import { foldEmail } from '../../access/fold-email.ts'
import { createAffiliate, type NewAffiliate } from '../../affiliates/create-affiliate.ts'
import { foldReferralCode } from '../../affiliates/referral-code.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import type { FieldValues } from '../import-field.ts'
import { findAffiliateByExternalId } from './find-affiliate.ts'
import type { ImportKind, Taking } from './import-kind.ts'
import { ValueReader } from './value-reader.ts'

const STATUSES = ['pending', 'active', 'inactive', 'suspended'] as const

/** Affiliates as `POST /affiliate` takes them; parents and groups by the operator's own names of them. One that exists stays as it is. */
export const affiliatesKind: ImportKind = {
  name: 'affiliates',
  module: 'affiliates',
  rowsAtOnce: 1,
  fields: [
    { name: 'externalId', kind: 'text', otherNames: ['affiliateid', 'affid', 'partnerid', 'id'] },
    { name: 'name', kind: 'text', isRequired: true, otherNames: ['username', 'login', 'affiliate', 'affiliatename', 'company'] },
    { name: 'displayName', kind: 'text', otherNames: ['companyname', 'fullname'] },
    { name: 'email', kind: 'text', otherNames: ['emailaddress', 'mail'] },
    { name: 'phone', kind: 'text', otherNames: ['telephone', 'mobile'] },
    { name: 'status', kind: 'text', otherNames: ['state'] },
    { name: 'referralCode', kind: 'text', otherNames: ['code', 'refcode', 'ref'] },
    { name: 'parentExternalId', kind: 'text', otherNames: ['parent', 'parentid', 'referredby'] },
    { name: 'group', kind: 'text', otherNames: ['groupname'] },
    { name: 'country', kind: 'text', otherNames: ['countrycode'] },
    { name: 'currency', kind: 'text', otherNames: ['currencycode'] },
  ],
  keyOf: ({ externalId, email, referralCode }) => [externalId, email, referralCode].find((value) => typeof value === 'string')?.toString() ?? null,
  check: (values) => void readAffiliate(values),
  take: async (tx, taking, rows) => ({ outcomes: [await takeAffiliate(tx, taking, rows[0] ?? {})] }),
}

interface ImportedAffiliate extends NewAffiliate {
  readonly parentExternalId: string | null
  readonly group: string | null
}

function readAffiliate(values: FieldValues): ImportedAffiliate {
  const reader = new ValueReader(values)
  const affiliate = {
    externalId: reader.text('externalId', 255),
    name: reader.required('name', 200),
    displayName: reader.text('displayName', 200),
    email: reader.text('email', 320),
    phone: reader.text('phone', 50),
    status: reader.oneOf('status', STATUSES),
    referralCode: reader.text('referralCode', 100),
    parentExternalId: reader.text('parentExternalId', 255),
    group: reader.text('group', 200),
    country: reader.country('country'),
    currency: reader.currency('currency'),
  }
  if (affiliate.email !== null && foldEmail(affiliate.email) === null) reader.refuse('email', 'invalid_email', 'Expected an e-mail address.')
  if ([affiliate.externalId, affiliate.email, affiliate.referralCode].every((key) => key === null)) {
    reader.refuse('externalId', 'key_required', 'externalId, email or referralCode is required: by it the same row is known again.')
  }
  reader.finish()
  return affiliate
}

async function takeAffiliate(tx: Tx, { programId, actor, clock }: Taking, values: FieldValues): Promise<{ readonly outcome: 'imported' | 'duplicate' }> {
  const { parentExternalId, group, ...affiliate } = readAffiliate(values)
  if (await isThere(tx, programId, affiliate)) return { outcome: 'duplicate' }
  const parent = parentExternalId === null ? {} : { parentAffiliateId: await findAffiliateByExternalId(tx, programId, parentExternalId, 'parentExternalId') }
  const groupId = group === null ? {} : { groupId: await findGroup(tx, programId, group) }
  await createAffiliate(tx, { programId, actor, now: clock.now() }, { ...affiliate, ...parent, ...groupId })
  return { outcome: 'imported' }
}

/** Whether the affiliate is known by the strongest of its names. */
async function isThere(tx: Tx, programId: Uuid, { externalId, email, referralCode }: NewAffiliate): Promise<boolean> {
  const [column, value] = externalId !== null ? ['external_id', externalId] : email !== null ? ['email_folded', foldEmail(email ?? '')] : ['referral_code', foldReferralCode(referralCode ?? '')]
  const rows = await tx.sql({ text: `select from affiliate where program_id = $1 and ${column} = $2`, values: [programId, value] })
  return rows.length > 0
}

async function findGroup(tx: Tx, programId: Uuid, name: string): Promise<Uuid> {
  const [row] = await tx.sql<{ id: Uuid }>({ text: 'select id from affiliate_group where program_id = $1 and name = $2', values: [programId, name] })
  if (row === undefined) throw new DomainError('group_unknown', { errors: [{ path: 'group', code: 'group_unknown', message: 'There is no such group.' }] })
  return row.id
}
