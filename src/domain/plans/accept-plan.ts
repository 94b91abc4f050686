import { createHash } from 'node:crypto'
import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { readAffiliate } from '../affiliates/affiliate.ts'
import type { Language } from '../commissions/explanation.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { type AcceptedVia, findAcceptance, type PlanAcceptance } from './plan-acceptance.ts'
import { readVersionToSay, storedContext, type VersionToSay } from './text-context.ts'
import { plainText, planText, WORDING } from './words/plan-text.ts'

export interface NewAcceptance {
  readonly planId: Uuid
  readonly version: number
  readonly language: Language
  readonly via: AcceptedVia
  /** Default: the program's now. */
  readonly acceptedAt?: Date | undefined
}

/**
 * Records that an affiliate has accepted a version of a plan, with the hash of the exact text that it was shown. A version is accepted
 * once: doing it again answers the first acceptance. Throws `not_found` (affiliate, plan, version) and `invalid_request` (acceptedAt).
 */
export async function acceptPlan(tx: Tx, author: Author, clock: Clock, affiliateId: Uuid, input: NewAcceptance): Promise<PlanAcceptance> {
  const { programId, actor, now } = author
  await readAffiliate(tx, programId, affiliateId)
  const program = await ownProgram(tx, programId)
  const said = await readVersionToSay(tx, program, input.planId, input.version)
  const present = programNow(program, clock)
  const acceptedAt = input.acceptedAt ?? present
  if (acceptedAt.getTime() > present.getTime()) {
    throw new DomainError('invalid_request', { errors: [{ path: 'acceptedAt', code: 'in_future', message: 'Must not be in the future.' }] })
  }
  const sha256 = await keepText(tx, author, input.language, said)
  const values = {
    program_id: programId, id: newId(), affiliate_id: affiliateId, plan_id: input.planId, plan_version_id: said.versionId, sha256, via: input.via, accepted_at: acceptedAt,
    created_by: actor, created_at: now,
  }
  const added = await tx.all(
    build.insertInto('plan_acceptance').values(values).onConflict((conflict) => conflict.columns(['program_id', 'affiliate_id', 'plan_version_id']).doNothing()).returning('id'),
  )
  if (added.length > 0) {
    const details = { ...input, acceptedAt, textSha256: sha256 }
    await recordAudit(tx, { ...author, action: 'affiliate.plan_accepted', subjectType: 'affiliate', subjectId: affiliateId, details })
  }
  const acceptance = await findAcceptance(tx, programId, affiliateId, said.versionId)
  if (acceptance === undefined) throw new Error('an acceptance that was just stored')
  return acceptance
}

/** SHA-256 of a text in UTF-8, hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** Stores the text that is shown now, once for all who accept it, and answers its hash. */
async function keepText(tx: Tx, { programId, now }: Author, language: Language, { versionId, version, context }: VersionToSay): Promise<string> {
  const body = plainText(planText(version, language, context))
  const sha256 = hashText(body)
  const values = {
    program_id: programId, plan_version_id: versionId, sha256, language, context: JSON.stringify(storedContext(context)), wording: WORDING, body, created_at: now,
  }
  await tx.all(build.insertInto('plan_text').values(values).onConflict((conflict) => conflict.doNothing()))
  return sha256
}
