import { unescape as decodePercent } from 'node:querystring'
import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Where an address of a former platform carried its link: in a query parameter of this name, or as its path. */
export type LegacyParameter = 'btag' | 'stag' | 'a_aid' | 'path'

export const LEGACY_PARAMETERS = ['btag', 'stag', 'a_aid', 'path'] as const satisfies readonly LegacyParameter[]

/** Longer ones are never stored; all of them are in the memory of every redirect process. */
export const LEGACY_VALUE_CHARACTERS = 500

/** What the audit does not keep: it may have been made of the affiliate's name. */
export const LEGACY_PERSONAL_FIELDS = new Set(['value'])

/** An address that affiliates published under a former platform, and the link it stands for now. */
export interface LegacyLink {
  readonly id: Uuid
  readonly parameter: LegacyParameter
  readonly value: string
  readonly trackingLinkId: Uuid
  readonly createdAt: Date
}

export interface LegacyLinkFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly parameter?: LegacyParameter | undefined
  readonly value?: string | undefined
  readonly trackingLinkId?: Uuid | undefined
}

/** Throws `not_found`. */
export async function readLegacyLink(tx: Tx, programId: Uuid, id: Uuid): Promise<LegacyLink> {
  const link = await tx.first(legacyLinks(programId).where('id', '=', id))
  if (link === undefined) throw new DomainError('not_found')
  return link
}

/** Newest first. */
export async function listLegacyLinks(tx: Tx, filter: LegacyLinkFilter): Promise<LegacyLink[]> {
  const { programId, afterId, limit, parameter, value, trackingLinkId } = filter
  let query = legacyLinks(programId).orderBy('id', 'desc').limit(limit)
  if (afterId !== null) query = query.where('id', '<', afterId)
  if (parameter !== undefined) query = query.where('parameter', '=', parameter)
  if (value !== undefined) query = query.where('value', '=', value)
  if (trackingLinkId !== undefined) query = query.where('tracking_link_id', '=', trackingLinkId)
  return tx.all(query)
}

/**
 * A path in the one spelling that is stored and looked for: decoded, without a slash at its end. `/` itself is none.
 */
export function legacyPath(path: string): string {
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path
  return trimmed.includes('%') ? decodePercent(trimmed) : trimmed
}

/** What is wrong with a value as it is given; null for nothing. */
export function wrongWithLegacyValue({ parameter, value }: { readonly parameter: LegacyParameter, readonly value: string }): string | null {
  if (parameter === 'path') return wrongWithPath(value)
  const start = value.endsWith(LEGACY_WILDCARD) ? value.slice(0, -LEGACY_WILDCARD.length) : value
  return start === '' || start.includes('*') ? `A * can only stand at the end, behind an underscore, with something before it.` : null
}

function wrongWithPath(value: string): string | null {
  const path = legacyPath(value)
  if (!path.startsWith('/') || path === '/' || /[?#*]/.test(value)) return 'A path begins with a slash, says more than that, and has no ?, # and *.'
  return path.includes('\u0000') ? 'Text cannot contain the NUL character.' : null
}

/** What ends a value that stands for all that begin alike: `a_1b_2c_*` for `a_1b_2c_summer`. */
export const LEGACY_WILDCARD = '_*'

function legacyLinks(programId: Uuid) {
  return build.selectFrom('legacy_link').where('program_id', '=', programId)
    .select(['id', 'parameter', 'value', 'tracking_link_id as trackingLinkId', 'created_at as createdAt'])
    .$narrowType<{ parameter: LegacyParameter }>()
}
