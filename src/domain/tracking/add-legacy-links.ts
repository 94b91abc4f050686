import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError, ERROR_CATALOGUE } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { LEGACY_PERSONAL_FIELDS, type LegacyParameter, legacyPath } from './legacy-link.ts'
import { notifyLegacyLinkChange } from './notify-legacy-link-change.ts'

/** Legacy links of one call. */
export const LEGACY_LINKS_PER_CALL = 10_000
/** Legacy links of one program: every redirect process holds them all in memory, at some 200 bytes each. */
export const LEGACY_LINKS_MAX = 200_000

export interface NewLegacyLink {
  readonly parameter: LegacyParameter
  readonly value: string
  readonly trackingLinkId: Uuid
}

/** What became of one. `existing`: it stands for this very link already. */
export type LegacyLinkResult =
  | { readonly outcome: 'created', readonly id: Uuid }
  | { readonly outcome: 'existing' }
  | { readonly outcome: 'failed', readonly code: LegacyLinkFailure, readonly message: string }

export type LegacyLinkFailure = 'already_exists' | 'tracking_link_unknown'

const COLUMNS = columns('program_id uuid, id uuid, parameter text, value text, tracking_link_id uuid, created_at timestamptz')

/**
 * Adds addresses of a former platform; every redirect process follows them when the transaction commits. They are independent: good ones
 * are stored, the others told of, in the order of the input. An address stands for one link, the first that it was given.
 * @throws too_many: the program would have more than LEGACY_LINKS_MAX.
 */
export async function addLegacyLinks(tx: Tx, author: Author, given: readonly NewLegacyLink[]): Promise<LegacyLinkResult[]> {
  const { programId } = author
  const inputs = given.map(asStored)
  await refuseTooMany(tx, programId, inputs.length)
  const ownLinks = await ownTrackingLinks(tx, programId, inputs)
  const drafts = new Map<string, Draft>()
  for (const input of inputs) {
    const key = keyOf(input)
    if (ownLinks.has(input.trackingLinkId) && !drafts.has(key)) drafts.set(key, { input, id: newId() })
  }
  const stored = await store(tx, author, drafts)
  const results = inputs.map((input) => resultOf(input, drafts.get(keyOf(input)), stored.get(keyOf(input))))
  await tell(tx, author, inputs, results)
  return results
}

function asStored(link: NewLegacyLink): NewLegacyLink {
  return link.parameter === 'path' ? { ...link, value: legacyPath(link.value) } : link
}

interface Draft {
  readonly input: NewLegacyLink
  readonly id: Uuid
}

interface StoredLink {
  readonly id: Uuid
  readonly parameter: LegacyParameter
  readonly value: string
  readonly tracking_link_id: Uuid
}

async function refuseTooMany(tx: Tx, programId: Uuid, added: number): Promise<void> {
  const rows = await tx.sql({
    text: 'select from legacy_link where program_id = $1 offset $2 limit 1',
    values: [programId, LEGACY_LINKS_MAX - added],
  })
  if (rows.length > 0) throw new DomainError('too_many', { message: `A program has ${LEGACY_LINKS_MAX} legacy links at most.` })
}

async function ownTrackingLinks(tx: Tx, programId: Uuid, inputs: readonly NewLegacyLink[]): Promise<ReadonlySet<Uuid>> {
  const rows = await tx.sql<{ id: Uuid }>({
    text: 'select id from tracking_link where program_id = $1 and id = any($2::uuid[])',
    values: [programId, [...new Set(inputs.map(({ trackingLinkId }) => trackingLinkId))]],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Answers what the table holds for these addresses now, whoever put it there. */
async function store(tx: Tx, { programId, now }: Author, drafts: ReadonlyMap<string, Draft>): Promise<ReadonlyMap<string, StoredLink>> {
  const rows = new BulkRows(COLUMNS)
  // Sorted: two calls that insert the same addresses in two orders deadlock.
  const sorted = [...drafts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, draft]) => draft)
  for (const { id, input } of sorted) rows.add(programId, id, input.parameter, input.value, input.trackingLinkId, now)
  await rows.insertInto(tx, 'legacy_link', 'on conflict do nothing')
  const found = await tx.sql<StoredLink>({
    text: `select l.id, l.parameter, l.value, l.tracking_link_id
             from unnest($2::text[], $3::text[]) as asked (parameter, value)
             join legacy_link l on l.program_id = $1 and l.parameter = asked.parameter and l.value = asked.value`,
    values: [programId, sorted.map(({ input }) => input.parameter), sorted.map(({ input }) => input.value)],
  })
  return new Map(found.map((row) => [keyOf(row), row]))
}

function resultOf(input: NewLegacyLink, draft: Draft | undefined, stored: StoredLink | undefined): LegacyLinkResult {
  if (draft === undefined || stored === undefined) return failed('tracking_link_unknown')
  if (draft.input === input && draft.id === stored.id) return { outcome: 'created', id: stored.id }
  return stored.tracking_link_id === input.trackingLinkId ? { outcome: 'existing' } : failed('already_exists')
}

function failed(code: LegacyLinkFailure): LegacyLinkResult {
  return { outcome: 'failed', code, message: ERROR_CATALOGUE[code][1] }
}

async function tell(tx: Tx, author: Author, inputs: readonly NewLegacyLink[], results: readonly LegacyLinkResult[]): Promise<void> {
  const created = results.filter(({ outcome }) => outcome === 'created').length
  if (created === 0) return
  const details = withoutPersonalValues(inputs[0] !== undefined && inputs.length === 1 ? inputs[0] : { created }, LEGACY_PERSONAL_FIELDS)
  await recordAudit(tx, { ...author, action: 'legacy_link.added', subjectType: 'legacy_link', subjectId: null, details })
  await notifyLegacyLinkChange(tx, author.programId, inputs.length === 1 ? inputs[0] : undefined)
}

function keyOf({ parameter, value }: { readonly parameter: LegacyParameter, readonly value: string }): string {
  return `${parameter}=${value}`
}
