import type { ConsoleSession } from '../../api/session.ts'
import type { Option } from '../../ui/form.tsx'

/** How somebody's programs are chosen in a form: all, this one, or as they are. */
export type ProgramChoice = '' | 'this' | 'as-is'

export function choiceOf(programIds: readonly string[] | null, here: string): ProgramChoice {
  if (programIds === null) return ''
  return programIds.length === 1 && programIds[0] === here ? 'this' : 'as-is'
}

/** What is sent for a choice. */
export function programsOf(choice: string, here: string, asIs: readonly string[] | null): string[] | null {
  if (choice === 'as-is' && asIs !== null) return [...asIs]
  return choice === 'this' ? [here] : null
}

/** Giving all takes having all, which only the server knows for sure: it refuses the rest. */
export function programOptions(session: ConsoleSession, words: { readonly all: string; readonly here: string }): readonly Option[] {
  return [
    ['this', `${words.here} (${session.program.name})`],
    ['', words.all],
  ]
}
