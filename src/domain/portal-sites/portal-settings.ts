import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Language } from '../commissions/explanation.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { SLUG_PATTERN } from './make-slug.ts'

/** How a program's portal looks, what it says, and who may come in. */
export interface PortalSettings {
  readonly slug: string
  /** A host of its own, which it is served on once it is verified; null: only below /p/. */
  readonly host: string | null
  readonly hostVerifiedAt: Date | null
  /** When somebody last asked whether the record is there. */
  readonly hostCheckedAt: Date | null
  /** Null: the program's name. */
  readonly title: string | null
  readonly introduction: string | null
  /** What who applies has to agree to. */
  readonly terms: string | null
  readonly termsChangedAt: Date | null
  /** `#rrggbb` */
  readonly accentColor: string | null
  readonly supportEmail: string | null
  readonly defaultLanguage: Language
  readonly selfSignUp: boolean
  /** Who signs up is active at once. */
  readonly autoApprove: boolean
  readonly hasLogo: boolean
  readonly programName: string
  readonly currency: string
  readonly timeZone: string
  readonly isTest: boolean
  readonly isActive: boolean
}

export interface PortalChange {
  readonly slug?: string | undefined
  readonly host?: string | null | undefined
  readonly title?: string | null | undefined
  readonly introduction?: string | null | undefined
  readonly terms?: string | null | undefined
  readonly accentColor?: string | null | undefined
  readonly supportEmail?: string | null | undefined
  readonly defaultLanguage?: Language | undefined
  readonly selfSignUp?: boolean | undefined
  readonly autoApprove?: boolean | undefined
}

export async function readPortalSettings(tx: Tx, programId: Uuid): Promise<PortalSettings> {
  const [settings] = await tx.sql<PortalSettings>({
    name: 'portal-settings',
    text: `select l.slug, h.host, h.verified_at as "hostVerifiedAt", h.checked_at as "hostCheckedAt", s.title, s.introduction, s.terms, s.terms_changed_at as "termsChangedAt", s.accent_color as "accentColor", s.support_email as "supportEmail",
             coalesce(s.default_language, 'en') as "defaultLanguage", p.self_sign_up as "selfSignUp", coalesce(s.auto_approve, false) as "autoApprove",
             exists (select from program_logo where program_id = $1) as "hasLogo", p.name as "programName", p.currency, p.time_zone as "timeZone", p.is_test as "isTest", p.status = 'active' as "isActive"
           from program p join portal_slug l on l.program_id = p.id left join portal_host h on h.program_id = p.id left join program_portal s on s.program_id = p.id
          where p.id = $1`,
    values: [programId],
  })
  if (settings === undefined) throw new Error('a program without a portal')
  return settings
}

/**
 * Changes what is given. An address that is given up leads nowhere any more; a host is served once it is verified. Throws `already_exists` (slug,
 * host) and `invalid_request` (slug, host: the installation's own).
 */
export async function changePortalSettings(tx: Tx, author: Author, change: PortalChange, installationHost: string): Promise<PortalSettings> {
  const { programId, now } = author
  if (change.slug !== undefined) await changeSlug(tx, programId, change.slug)
  if (change.host !== undefined) await changeHost(tx, programId, change.host, installationHost)
  if (change.selfSignUp !== undefined) await tx.count({ text: 'update program set self_sign_up = $2, updated_at = $3 where id = $1', values: [programId, change.selfSignUp, now] })
  await changeLooks(tx, programId, change, now)
  await recordAudit(tx, { ...author, action: 'portal.changed', subjectType: 'program', subjectId: programId, details: change })
  return readPortalSettings(tx, programId)
}

async function changeSlug(tx: Tx, programId: Uuid, slug: string): Promise<void> {
  if (!SLUG_PATTERN.test(slug)) throw invalid('slug', 'invalid_slug', 'Expected 1 to 63 lower-case letters, digits and dashes.')
  await namingConflicts({ portal_slug_pkey: 'slug' }, () => tx.count({ text: 'update portal_slug set slug = $2 where program_id = $1', values: [programId, slug] }))
}

const TAKEN = 'Another program has this host.'

async function changeHost(tx: Tx, programId: Uuid, host: string | null, installationHost: string): Promise<void> {
  if (host === installationHost) throw invalid('host', 'invalid_host', 'This is the address of the whole installation.')
  if (host === null) {
    await tx.count({ text: 'delete from portal_host where program_id = $1', values: [programId] })
    return
  }
  const holder = await tx.sql({ text: 'select from portal_host where host = $1 and verified_at is not null and program_id <> $2', values: [host, programId] })
  if (holder.length > 0) throw new DomainError('already_exists', { message: TAKEN, errors: [{ path: 'host', code: 'already_exists', message: TAKEN }] })
  await tx.count({
    text: `insert into portal_host (host, program_id) values ($1, $2)
      on conflict (program_id) do update set host = excluded.host, verified_at = null, checked_at = null where portal_host.host <> excluded.host`,
    values: [host, programId],
  })
}

async function changeLooks(tx: Tx, programId: Uuid, change: PortalChange, now: Date): Promise<void> {
  const given = (value: unknown) => value !== undefined
  await tx.count({
    text: `insert into program_portal as s (program_id, title, introduction, terms, terms_changed_at, accent_color, support_email, default_language, auto_approve, updated_at)
           values ($1, $2, $3, $4, case when $4::text is not null then $9::timestamptz end, $5, $6, coalesce($7, 'en'), coalesce($8, false), $9)
           on conflict (program_id) do update set
             title = case when $10 then $2 else s.title end, introduction = case when $11 then $3 else s.introduction end, terms = case when $12 then $4 else s.terms end,
             terms_changed_at = case when $12 and s.terms is distinct from $4 then $9 else s.terms_changed_at end,
             accent_color = case when $13 then $5 else s.accent_color end, support_email = case when $14 then $6 else s.support_email end,
             default_language = coalesce($7, s.default_language), auto_approve = coalesce($8, s.auto_approve), updated_at = $9`,
    values: [
      programId, change.title, change.introduction, change.terms, change.accentColor, change.supportEmail, change.defaultLanguage, change.autoApprove, now,
      given(change.title), given(change.introduction), given(change.terms), given(change.accentColor), given(change.supportEmail),
    ],
  })
}

function invalid(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}
