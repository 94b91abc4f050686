import { z } from 'zod'
import type { Chapter, Story, ToldLine } from '../../../domain/stories/story.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { commissionStatus } from '../commission/present-commission.ts'

const words = z.strictObject({ en: z.string(), 'pt-BR': z.string(), es: z.string() })

const line = z
  .strictObject({
    commissionId: answeredId.meta({ description: '`GET /commission/{id}/explanation` has the whole tree.' }),
    affiliateId: answeredId,
    component: z.string(),
    amount: z.number(),
    currency: z.string().meta({ examples: ['EUR'] }),
    status: commissionStatus,
    reason: z.string().nullable(),
    payout: z.enum(['none', 'waiting', 'held', 'payable', 'paid', 'deducted', 'rejected', 'taken_back']).meta({ description: 'Where the money is. none: a line of zero; deducted: it takes from what is owed.' }),
    payableFrom: answeredInstant,
    words,
  })
  .meta({ id: 'StoryLine' })

const chapter = z
  .strictObject({
    kind: z.enum(['registration', 'event', 'item', 'transaction']).meta({ description: 'item: accepted, and no transaction (yet): in the queue, waiting, or failed.' }),
    id: answeredId.nullable(),
    externalId: z.string().nullable(),
    type: z.string(),
    occurredAt: answeredInstant,
    receivedAt: answeredInstant,
    via: z.string().meta({ examples: ['api'] }),
    state: z.string().meta({ examples: ['approved'] }),
    reason: z.string().nullable(),
    customerId: answeredId.nullable(),
    affiliateId: answeredId.nullable(),
    replacesId: answeredId.nullable(),
    words,
    lines: z.array(line),
  })
  .meta({ id: 'StoryChapter' })

export const storyAnswer = z.strictObject({ about: z.string(), items: z.array(chapter), nextCursor: z.string().nullable() }).meta({ id: 'Story' })

/** The story as it is answered; the command line prints the same. */
export function presentStory({ about, chapters }: Story, nextCursor: string | null): object {
  return { about, items: chapters.map(presentChapter), nextCursor }
}

function presentChapter({ lines, ...rest }: Chapter): object {
  return { ...rest, lines: lines.map(presentLine) }
}

function presentLine({ amountMinor, ...rest }: ToldLine): object {
  return { ...rest, amount: exactNumber(minorToText(amountMinor, rest.currency)) }
}
