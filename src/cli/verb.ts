import type { Command } from 'commander'

/** What a verb has found out or done: one JSON document for scripts, lines for people. */
export interface Answer {
  readonly value: unknown
  readonly text: string
  /** True when the answer is bad news: exit code 1. */
  readonly isRefusal?: boolean
}

export interface VerbDescription {
  /** Name and arguments: `explain <commission>`. */
  readonly usage: string
  readonly summary: string
  /** Lines below the summary. */
  readonly details?: string
  /** Without the program's name in front. */
  readonly example: string
}

const answers = new WeakMap<Command, Answer>()

/** Adds a verb with what all of them have: `--json`, and an example in its help. Its options and its work are added by the caller. */
export function addVerb(parent: Command, { usage, summary, details, example }: VerbDescription): Command {
  const verb = parent.command(usage).summary(summary).description(details === undefined ? summary : `${summary}\n\n${details}`)
  return verb.option('--json', 'print one JSON document').addHelpText('after', `\nExample:\n  fairshare ${example}`)
}

/**
 * Gives a verb its work. `Options` is what the options declared beside it come out as.
 * The answer is printed by whoever runs the command line, once the work is done and everything is closed.
 */
export function whenCalled<Options>(verb: Command, work: (args: readonly string[], options: Options) => Promise<Answer>): void {
  verb.action(async () => {
    answers.set(verb, await work(verb.args, verb.opts<object>() as Options))
  })
}

/** The answer of the verb that was called. */
export function answerOf(root: Command): Answer | undefined {
  return answers.get(root) ?? root.commands.map(answerOf).find((answer) => answer !== undefined)
}
