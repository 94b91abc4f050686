import { type Command, Option } from 'commander'
import { LANGUAGES, type Language } from '../domain/commissions/explanation.ts'
import { minorToText } from '../domain/money/amounts.ts'
import type { Uuid } from '../domain/ids.ts'
import type { Chapter, ToldLine } from '../domain/stories/story.ts'
import { tellStory } from '../domain/stories/tell-story.ts'
import { presentStory } from '../http/operator-api/story/present-story.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { Refusal } from './refusal.ts'
import { addVerb, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly words: Language
  readonly after?: Uuid
}

/** `story NAME`: what happened to an order, a transaction or a customer. */
export function addStory(root: Command): void {
  const verb = takesProgram(
    addVerb(root, {
      usage: 'story <name>',
      summary: 'tell what happened to an order, a transaction or a customer',
      details: 'By the operator’s name of it or by our id: how it came, whose it is, where it stands and why, and each commission line. --json prints what GET /story answers.',
      example: 'story order-1001 --words es',
    }),
  )
    .addOption(new Option('--words <language>', 'the language').choices([...LANGUAGES]).default('en'))
    .option('--after <transaction>', 'go on after this transaction, the last one of a long story')
  whenCalled<Options>(verb, ([about = ''], { program: named, words, after }) =>
    withContext(async ({ db }) => {
      const { id } = await findProgram(db, named)
      const story = await db.inProgram(id, (tx) => tellStory(tx, id, about, after ?? null))
      if (story.chapters.length === 0) throw new Refusal('not_found', `Nothing was accepted under the name "${about}".`)
      const more = story.nextAfterId === null ? '' : `\nThere is more: --after ${story.nextAfterId}\n`
      return { value: presentStory(story, story.nextAfterId), text: story.chapters.map((chapter) => describe(chapter, words)).join('\n') + more }
    }),
  )
}

function describe(chapter: Chapter, language: Language): string {
  const { type, externalId, id, occurredAt, words, lines } = chapter
  return `${type} ${externalId ?? id ?? ''}, ${occurredAt.toISOString()}\n  ${words[language]}\n${lines.map((line) => describeLine(line, language)).join('')}`
}

function describeLine({ commissionId, amountMinor, currency, words }: ToldLine, language: Language): string {
  return `  ${minorToText(amountMinor, currency)} ${currency}, commission ${commissionId}\n    ${words[language]}\n`
}
