import type { Command } from 'commander'
import { count } from './describe.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { importCustomers } from './import-customers.ts'
import { FAILURES_NAMED_MAX, type ImportOutcome } from './import-outcome.ts'
import { addImportRates } from './import-rates.ts'
import { importTransactions } from './import-transactions.ts'
import { readCsv } from './read-csv.ts'
import { UsageError } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly map?: string
  readonly delimiter: string
}

const IMPORTS = { customers: importCustomers, transactions: importTransactions }

/** `import customers|transactions FILE.csv`: brings data along, row by row, through the same verbs as the API. And `import rates FILE`. */
export function addImport(root: Command): void {
  const group = root.command('import').description('bring customers and transactions along from CSV files, and exchange rates from the ECB')
  addKind(group, 'customers', `Columns are named like the fields of POST /api/v1/customer/import: externalId, registrationDate, externalBrandId or brandId,
affiliateExternalId, externalTrackerId, username, country … Customers that exist stay as they are.`, 'import customers players.csv --map externalId=player_id,registrationDate=signed_up')
  addKind(group, 'transactions', `Columns are named like the fields of POST /api/v1/transaction: externalId, type, transactionDate, externalCustomerId, depositAmount …
Rows without externalId get one from their content, so that no row is counted twice either.`, 'import transactions october.csv --map externalId=id,transactionDate=date,grossRevenue=ggr')
  addImportRates(group)
}

function addKind(group: Command, kind: keyof typeof IMPORTS, details: string, example: string): void {
  const shared = `The file is UTF-8 with a heading. Dates are ISO 8601 with a zone, amounts have a decimal point. Rows are independent: good ones are
stored, bad ones reported with their line (exit code 1). The same file can be imported again, as it is or mended.`
  const verb = takesProgram(addVerb(group, { usage: `${kind} <file>`, summary: `import ${kind} from a CSV file`, details: `${details}\n${shared}`, example }))
    .option('--map <field=column,...>', 'which column holds a field, where they are not named alike')
    .option('--delimiter <character>', 'what separates the cells', ',')
  whenCalled<Options>(verb, ([file = ''], { program: named, map, delimiter }) =>
    withContext(async (context) => {
      const rows = readCsv(file, { delimiter, columns: readMap(map) })
      const outcome = await IMPORTS[kind](context, await findProgram(context.db, named), rows)
      return describe(kind, outcome)
    }),
  )
}

function readMap(map: string | undefined): ReadonlyMap<string, string> {
  if (map === undefined) return new Map()
  return new Map(
    map.split(',').map((pair) => {
      const [, field = '', column = ''] = /^\s*(\w+)=(.+)$/.exec(pair) ?? []
      if (field === '') throw new UsageError(`--map: expected field=column pairs separated by commas, not "${pair}".`)
      return [field, column]
    }),
  )
}

const FAILURES_SHOWN = 20

function describe(kind: string, outcome: ImportOutcome): Answer {
  const { imported, duplicates, waiting, failed, ignoredColumns } = outcome
  const failures = [...outcome.failures].sort((a, b) => a.line - b.line)
  const lines = [
    `${count(imported, kind.slice(0, -1))} imported, ${count(duplicates, 'duplicate')}, ${waiting} waiting, ${failed} failed`,
    ...(ignoredColumns.length === 0 ? [] : [`Ignored columns: ${ignoredColumns.join(', ')}`]),
    ...failures.slice(0, FAILURES_SHOWN).map(({ line, externalId, code, message }) => `line ${line}${externalId === null ? '' : ` (${externalId})`}: ${code}: ${message}`),
    ...(failed > FAILURES_SHOWN ? [`… and ${failed - FAILURES_SHOWN} more; --json names the first ${FAILURES_NAMED_MAX}`] : []),
  ]
  return { value: { ...outcome, failures }, text: `${lines.join('\n')}\n`, isRefusal: failed > 0 }
}
