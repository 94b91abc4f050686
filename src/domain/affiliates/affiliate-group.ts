import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'

/** Affiliates that share terms. */
export interface AffiliateGroup {
  readonly id: Uuid
  readonly name: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

const CONFLICTS = { affiliate_group_program_id_name_key: 'name' }

/** Throws `not_found`. */
export async function readAffiliateGroup(tx: Tx, programId: Uuid, id: Uuid): Promise<AffiliateGroup> {
  const group = await tx.first(groups(programId).where('id', '=', id))
  if (group === undefined) throw new DomainError('not_found')
  return group
}

/** Newest first. */
export async function listAffiliateGroups(tx: Tx, filter: { programId: Uuid; afterId: Uuid | null; limit: number }): Promise<AffiliateGroup[]> {
  const query = groups(filter.programId).orderBy('id', 'desc').limit(filter.limit)
  return tx.all(filter.afterId === null ? query : query.where('id', '<', filter.afterId))
}

/** Adds a group. Throws `already_exists` (name). */
export async function createAffiliateGroup(tx: Tx, author: Author, input: { readonly name: string }): Promise<AffiliateGroup> {
  const { programId, now } = author
  const id: Uuid = newId()
  await namingConflicts(CONFLICTS, () =>
    tx.all(build.insertInto('affiliate_group').values({ program_id: programId, id, name: input.name, created_at: now, updated_at: now })),
  )
  await recordAudit(tx, { ...author, action: 'affiliate_group.created', subjectType: 'affiliate_group', subjectId: id, details: input })
  return readAffiliateGroup(tx, programId, id)
}

/** Renames a group. Throws `not_found` and `already_exists` (name). */
export async function changeAffiliateGroup(tx: Tx, author: Author, id: Uuid, change: { readonly name?: string | undefined }): Promise<AffiliateGroup> {
  const { programId, now } = author
  await readAffiliateGroup(tx, programId, id)
  await namingConflicts(CONFLICTS, () =>
    tx.all(build.updateTable('affiliate_group').set({ name: change.name, updated_at: now }).where('program_id', '=', programId).where('id', '=', id)),
  )
  await recordAudit(tx, { ...author, action: 'affiliate_group.changed', subjectType: 'affiliate_group', subjectId: id, details: change })
  return readAffiliateGroup(tx, programId, id)
}

/** Removes a group that nobody is in and that no plan was ever assigned to. Throws `not_found` and `in_use`. */
export async function removeAffiliateGroup(tx: Tx, author: Author, id: Uuid): Promise<void> {
  const { programId } = author
  await readAffiliateGroup(tx, programId, id)
  const member = await tx.first(build.selectFrom('affiliate').select('id').where('program_id', '=', programId).where('group_id', '=', id).limit(1))
  const assignment = await tx.first(build.selectFrom('plan_assignment').select('id').where('program_id', '=', programId).where('group_id', '=', id).limit(1))
  if (member !== undefined || assignment !== undefined) throw new DomainError('in_use')
  await tx.all(build.deleteFrom('affiliate_group').where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { ...author, action: 'affiliate_group.removed', subjectType: 'affiliate_group', subjectId: id })
}

function groups(programId: Uuid) {
  return build.selectFrom('affiliate_group').where('program_id', '=', programId).select(['id', 'name', 'created_at as createdAt', 'updated_at as updatedAt'])
}
