import { type Command, Option } from 'commander'
import { LANGUAGES, type Language, type Words } from '../domain/commissions/explanation.ts'
import { openApiCalls } from './api-calls.ts'
import { describeTable } from './describe.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { addVerb, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly words: Language
}

interface WordsVerb {
  readonly usage: string
  readonly summary: string
  readonly example: string
  /** The call of the operator API that answers it. */
  readonly operation: string
  /** What a person reads of its items. */
  readonly describe: (items: readonly unknown[], language: Language) => string
}

const PLAN = '019abc00-0000-7000-8000-000000000001'

const VERBS: readonly WordsVerb[] = [
  {
    usage: 'text <id> <version>', summary: 'tell the terms of a version in words', example: `plan text ${PLAN} 1 --words pt-BR`, operation: 'readPlanText',
    describe: (items, language) => (items as readonly { language: Language; text: string }[]).find((item) => item.language === language)?.text ?? '',
  },
  {
    usage: 'diff <id> <version> <other>', summary: 'tell in words what is different in another version', example: `plan diff ${PLAN} 1 2`, operation: 'comparePlanVersions',
    describe: (items, language) => {
      const changes = items as readonly { words: Words }[]
      return changes.length === 0 ? 'Both versions say the same.\n' : changes.map(({ words }) => `${words[language]}\n`).join('')
    },
  },
  {
    usage: 'fairness <id> <version>', summary: 'tell what a version means for affiliates', example: `plan fairness ${PLAN} 1`, operation: 'readPlanFairness',
    describe: (items, language) =>
      describeTable(['topic', 'verdict', 'words'], (items as readonly { topic: string; verdict: string; words: Words }[]).map(({ topic, verdict, words }) => [topic, verdict, words[language]])),
  },
]

/** `plan text|diff|fairness`: what a plan's versions say, in words. */
export function addPlanWords(plan: Command): void {
  for (const { usage, summary, example, operation, describe } of VERBS) {
    const verb = takesProgram(addVerb(plan, { usage, summary, details: '--json prints all languages, as the API answers them.', example })).addOption(
      new Option('--words <language>', 'the language of the words').choices([...LANGUAGES]).default('en'),
    )
    whenCalled<Options>(verb, ([id = '', version = '', other = ''], { program: named, words }) =>
      withContext(async (context) => {
        const answer = await (await openApiCalls(context))(operation, await findProgram(context.db, named), { params: { id, version, other } })
        return { value: answer, text: describe(Object(answer).items, words) }
      }),
    )
  }
}
