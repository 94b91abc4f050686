import type { Command } from 'commander'
import type { Mapping } from '../domain/imports/import-field.ts'
import type { ImportKindName } from '../domain/imports/kinds/import-kind.ts'
import { count } from './describe.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { importFile } from './import-file.ts'
import { FAILURES_NAMED_MAX, type ImportOutcome } from './import-outcome.ts'
import { addImportRates } from './import-rates.ts'
import { UsageError } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly map?: string
  readonly delimiter: string
}

/** `import customers|transactions|affiliates|coupons|legacy-links FILE.csv`: brings data along, through the same verbs as the API. And `import rates FILE`. */
export function addImport(root: Command): void {
  const group = root.command('import').description('bring data along from CSV files, and exchange rates from the ECB')
  addKind(group, 'customers', `Columns are named like the fields of POST /api/v1/customer/import: externalId, registrationDate, externalBrandId or brandId,
affiliateExternalId, externalTrackerId, username, country … Customers that exist stay as they are.`, 'import customers players.csv --map externalId=player_id,registrationDate=signed_up')
  addKind(group, 'transactions', `Columns are named like the fields of POST /api/v1/transaction: externalId, type, transactionDate, externalCustomerId, depositAmount …
Rows without externalId get one from their content, so that no row is counted twice either.`, 'import transactions october.csv --map externalId=id,transactionDate=date,grossRevenue=ggr')
  addKind(group, 'affiliates', `Columns: name and externalId, email or referralCode; displayName, phone, status, parentExternalId, group, country, currency.
Affiliates that exist stay as they are.`, 'import affiliates affiliates.csv --map externalId=aff_id')
  addKind(group, 'coupons', 'Columns: code, affiliateExternalId or affiliateId, status.', 'import coupons codes.csv --map affiliateExternalId=aff_id')
  addKind(group, 'legacy-links', 'Columns: parameter (btag, stag, a_aid or path), value, and slug or trackingLinkId of the link that visitors follow from now on.', 'import legacy-links old-links.csv')
  addImportRates(group)
}

function addKind(group: Command, name: CommandName, details: string, example: string): void {
  const shared = `The file is UTF-8 with a heading. Dates are ISO 8601 with a zone, amounts have a decimal point. Rows are independent: good ones are
stored, bad ones reported with their line (exit code 1). The same file can be imported again, as it is or mended.`
  const verb = takesProgram(addVerb(group, { usage: `${name} <file>`, summary: `import ${name} from a CSV file`, details: `${details}\n${shared}`, example }))
    .option('--map <field=column,...>', 'which column holds a field, where they are not named alike')
    .option('--delimiter <character>', 'what separates the cells', ',')
  whenCalled<Options>(verb, async ([path = ''], { program: named, map, delimiter }) => {
    const mapping = readMap(map)
    // Loaded by those who need it: with it come the verbs of five resources.
    const { KIND_OF } = await import('../domain/imports/kinds/import-kinds.ts')
    return await withContext(async (context) => {
      const kind = KIND_OF[KIND_NAMES[name]]
      return describe(name, await importFile(context, await findProgram(context.db, named), kind, { path, delimiter, mapping }))
    })
  })
}

function readMap(map: string | undefined): Mapping {
  if (map === undefined) return {}
  return Object.fromEntries(
    map.split(',').map((pair) => {
      const [, field = '', column = ''] = /^\s*(\w+)=(.+)$/.exec(pair) ?? []
      if (field === '') throw new UsageError(`--map: expected field=column pairs separated by commas, not "${pair}".`)
      return [field, column]
    }),
  )
}

/** Kinds as the command line names them. */
type CommandName = 'customers' | 'transactions' | 'affiliates' | 'coupons' | 'legacy-links'

const KIND_NAMES: Readonly<Record<CommandName, ImportKindName>> = {
  customers: 'customers', transactions: 'transactions', affiliates: 'affiliates', coupons: 'coupons', 'legacy-links': 'legacy_links',
}

const FAILURES_SHOWN = 20

function describe(name: string, outcome: ImportOutcome): Answer {
  const { imported, duplicates, waiting, failed, ignoredColumns } = outcome
  const failures = [...outcome.failures].sort((a, b) => a.line - b.line)
  const lines = [
    `${count(imported, name.slice(0, -1).replace('-', ' '))} imported, ${count(duplicates, 'duplicate')}, ${waiting} waiting, ${failed} failed`,
    ...(ignoredColumns.length === 0 ? [] : [`Ignored columns: ${ignoredColumns.join(', ')}`]),
    ...failures.slice(0, FAILURES_SHOWN).map(({ line, externalId, code, message }) => `line ${line}${externalId === null ? '' : ` (${externalId})`}: ${code}: ${message}`),
    ...(failed > FAILURES_SHOWN ? [`… and ${failed - FAILURES_SHOWN} more; --json names the first ${FAILURES_NAMED_MAX}`] : []),
  ]
  return { value: { ...outcome, failures }, text: `${lines.join('\n')}\n`, isRefusal: failed > 0 }
}
