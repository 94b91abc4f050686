import { Command, CommanderError } from 'commander'
import { ConfigError } from '../app/config.ts'
import { DomainError, type FieldError } from '../domain/errors.ts'
import { addBackup } from './backup.ts'
import { addBalance } from './balance.ts'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { addExplain } from './explain.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addInvoice } from './invoice.ts'
import { addKey } from './key.ts'
import { addMigrate } from './migrate.ts'
import { addPayoutRun } from './payout-run.ts'
import { addPeriod } from './period.ts'
import { addProgram } from './program.ts'
import { Refusal, UsageError } from './refusal.ts'
import { addResources } from './resources.ts'
import { addRestore, addRestored } from './restore.ts'
import { addSetup } from './setup.ts'
import { answerOf } from './verb.ts'
import { addSimulate } from './simulate.ts'
import { addStatement } from './statement.ts'
import { addStory } from './story.ts'
import { addVerify } from './verify.ts'
import { addVerifyStatement } from './verify-statement.ts'

const DONE = 0
const REFUSED = 1
const WRONG_USAGE = 2

const ABOUT = `Fairshare on the command line: sets up programs, brings data in and out, proves the books.

Works on the database of DATABASE_URL or, without it, on the embedded one of DATA_DIR (default ./data), whether a server runs on it or
not. Settings come from the environment (.env.example lists them).`
const EXIT_CODES = '\nEvery command takes --json (one JSON document on standard output) and --help.\nExit codes: 0 done, 1 refused, 2 wrong usage.'

/** Where a command writes: its answer, and what it has to complain about. */
export interface Output {
  answer(text: string): Promise<void>
  complain(text: string): void
}

/** Runs one command. Answers on standard output, logs and complaints on standard error. Answers the exit code. */
export async function runCommandLine(args: readonly string[], output: Output = standardOutput): Promise<number> {
  const root = createCommands(output)
  try {
    await root.parseAsync([...args], { from: 'user' })
    const answer = answerOf(root)
    if (answer === undefined) return DONE
    await output.answer(isJson(args) ? `${JSON.stringify(answer.value)}\n` : answer.text)
    return answer.isRefusal ? REFUSED : DONE
  } catch (error) {
    return await complain(error, isJson(args), output)
  }
}

/** The tree of all commands. */
export function createCommands(output: Output = standardOutput): Command {
  const root = new Command('fairshare').description(ABOUT).addHelpText('after', EXIT_CODES)
  // Inherited by every command added after it.
  root.configureOutput({ writeOut: (text) => void output.answer(text), writeErr: (text) => output.complain(text) })
  root.exitOverride().configureHelp({ helpWidth: 140 }).showHelpAfterError('(--help tells more)')
  addSetup(root)
  addMigrate(root)
  addKey(root)
  addProgram(root)
  addResources(root)
  addPeriod(root)
  addStatement(root)
  addInvoice(root)
  addPayoutRun(root)
  addImport(root)
  addExplain(root)
  addStory(root)
  addBalance(root)
  addSimulate(root)
  addVerify(root)
  addVerifyStatement(root)
  addDemo(root)
  addExport(root)
  addBackup(root)
  addRestore(root)
  addRestored(root)
  addDoctor(root)
  return root
}

function isJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).includes('--json')
}

interface Complaint {
  readonly exitCode: number
  readonly code: string
  readonly detail: string
  readonly errors?: readonly FieldError[]
}

async function complain(error: unknown, json: boolean, output: Output): Promise<number> {
  const { exitCode, ...problem } = complaintOf(error)
  if (exitCode === DONE) return DONE
  // The parser of the command line has told its own complaints already.
  if (!(error instanceof CommanderError)) {
    const fields = (problem.errors ?? []).map(({ path, message }) => `  ${path}${message === problem.detail ? '' : `: ${message}`}`)
    output.complain([problem.detail, ...fields].map((line) => `${line}\n`).join(''))
  }
  if (json) await output.answer(`${JSON.stringify(problem)}\n`)
  return exitCode
}

function complaintOf(error: unknown): Complaint {
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? DONE : WRONG_USAGE, code: 'wrong_usage', detail: error.message }
  if (error instanceof UsageError || error instanceof ConfigError) return { exitCode: WRONG_USAGE, code: 'wrong_usage', detail: error.message }
  if (error instanceof Refusal) return { exitCode: REFUSED, code: error.code, detail: error.message }
  if (error instanceof DomainError) {
    const exitCode = error.kind === 'invalid' ? WRONG_USAGE : REFUSED
    return { exitCode, code: error.code, detail: error.message, ...(error.errors.length === 0 ? {} : { errors: error.errors }) }
  }
  return { exitCode: REFUSED, code: 'internal_error', detail: error instanceof Error ? error.message : String(error) }
}

const standardOutput: Output = {
  /** Waits until it is written, and takes no offence at a reader who has seen enough (`| head`). */
  answer: (text) =>
    new Promise((resolve) => {
      process.stdout.once('error', () => resolve())
      process.stdout.write(text, () => resolve())
    }),
  complain: (text) => void process.stderr.write(text),
}
