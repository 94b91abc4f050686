import type { Command } from 'commander'
import { VERIFY_LIMITS } from '../db/database.ts'
import { count } from './describe.ts'
import { exportJournal } from './export-journal.ts'
import { exportTables } from './export-tables.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { UsageError } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { type CommandContext, withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly journal?: string
  readonly all?: string
}

/** `export --journal FILE` and `export --all DIR`: what is in the books and in the tables, for other programs. */
export function addExport(root: Command): void {
  const verb = takesProgram(
    addVerb(root, {
      usage: 'export',
      summary: "write a program's ledger or all of its tables to files",
      details: `--journal: every transfer as plain-text accounting, one text that hledger, ledger and beancount read.
--all: one CSV file per table. Texts that a spreadsheet would run as a formula get an apostrophe in front.
Both show one moment, also while a server works. Existing files are replaced.`,
      example: 'export --journal books.journal && hledger -f books.journal balance',
    }),
  )
    .option('--journal <file>', 'the ledger as plain-text accounting')
    .option('--all <folder>', 'all tables as CSV')
  whenCalled<Options>(verb, (_, options) => {
    if ((options.journal === undefined) === (options.all === undefined)) throw new UsageError('Say one of --journal FILE and --all FOLDER.')
    return withContext((context) => carryOut(context, options), VERIFY_LIMITS)
  })
}

async function carryOut(context: CommandContext, { journal, all, program: named }: Options): Promise<Answer> {
  const program = await findProgram(context.db, named)
  if (journal !== undefined) {
    const { accounts, transfers } = await exportJournal(context.db, program, journal)
    return { value: { file: journal, accounts, transfers }, text: `${count(transfers, 'transfer')} of ${count(accounts, 'account')} written to ${journal}\n` }
  }
  const folder = all ?? ''
  const tables = await exportTables(context.db, program, folder)
  const rows = Object.values(tables).reduce((sum, one) => sum + one, 0)
  return { value: { folder, tables }, text: `${count(Object.keys(tables).length, 'table')} with ${count(rows, 'row')} written to ${folder}\n` }
}
