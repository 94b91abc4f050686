import { z } from 'zod'
import type { ParentTerm } from '../../../domain/affiliates/affiliate-parent.ts'
import type { ListedRecruit } from '../../../domain/affiliates/list-recruits.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

const span = {
  from: answeredInstant,
  until: answeredInstant.nullable().meta({ description: 'Exclusive; null: still.' }),
}

export const parentAnswer = z
  .strictObject({
    parentAffiliateId: answeredId.nullable().meta({ description: 'Null: nobody.' }),
    parentName: z.string().nullable(),
    ...span,
    changedBy: z.string().meta({ examples: ['key:019abc00-0000-7000-8000-000000000001'] }),
    changedTs: answeredInstant,
  })
  .meta({ id: 'AffiliateParent' })

export const recruitAnswer = z
  .strictObject({
    affiliateId: answeredId,
    name: z.string(),
    level: z.int().nullable().meta({ description: 'Of today; 1: recruited by the affiliate itself. Null: not below it any more.' }),
    joinedTs: answeredInstant.meta({ description: 'When it first came below the affiliate, at any level.' }),
    stays: z.array(z.strictObject({ level: z.int(), parentAffiliateId: answeredId, ...span })).meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'Recruit' })

export function presentParent({ parentId, parentName, from, until, decidedBy, decidedAt }: ParentTerm): object {
  return { parentAffiliateId: parentId, parentName, from, until, changedBy: decidedBy, changedTs: decidedAt }
}

export function presentRecruit({ id, name, joinedAt, stays }: ListedRecruit): object {
  return {
    affiliateId: id,
    name,
    level: stays.find(({ until }) => until === null)?.level ?? null,
    joinedTs: joinedAt,
    stays: stays.map(({ level, parentId, from, until }) => ({ level, parentAffiliateId: parentId, from, until })),
  }
}
