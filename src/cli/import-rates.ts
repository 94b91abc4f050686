import type { Command } from 'commander'
import { isCurrency } from '../domain/money/currencies.ts'
import { type ImportedRates, importRates, RATES_CHARACTERS_MAX } from '../domain/rates/import-rates.ts'
import { count } from './describe.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { readUtf8, STANDARD_INPUT } from './read-utf8.ts'
import { Refusal, UsageError } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { COMMAND_LINE_ACTOR, withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly currencies?: string
  readonly from?: string
}

/** `import rates FILE`: the European Central Bank's reference rates, as the bank publishes them. */
export function addImportRates(group: Command): void {
  const verb = takesProgram(
    addVerb(group, {
      usage: 'rates <file>',
      summary: "import the European Central Bank's reference rates",
      details: `The file is one of the bank's, XML or CSV: eurofxref-daily.xml, eurofxref-hist-90d.xml, eurofxref-hist.xml, eurofxref.csv, eurofxref-hist.csv;
"-" is standard input. All of its rates are added, or none. The same file can be imported again.`,
      example: 'import rates eurofxref-daily.xml',
    }),
  )
    .option('--currencies <codes>', 'only these, separated by commas')
    .option('--from <day>', 'only from this day of the file on')
  whenCalled<Options>(verb, async ([file = ''], options) => {
    const wanted = { currencies: readCurrencies(options.currencies), from: readDay(options.from) }
    const content = await readText(file)
    const format = /^\ufeff?\s*</.test(content) ? 'ecb_xml' : 'ecb_csv'
    return await withContext(async ({ db, clock }) => {
      const { id: programId } = await findProgram(db, options.program)
      const author = { programId, actor: COMMAND_LINE_ACTOR, now: clock.now() }
      return describe(await db.inProgram(programId, (tx) => importRates(tx, author, { format, content, ...wanted })))
    })
  })
}

function readCurrencies(codes: string | undefined): string[] | null {
  if (codes === undefined) return null
  const currencies = codes.split(',').map((code) => code.trim())
  const wrong = currencies.find((code) => !isCurrency(code))
  if (wrong !== undefined) throw new UsageError(`--currencies: "${wrong}" is no ISO 4217 currency code.`)
  return currencies
}

function readDay(day: string | undefined): string | null {
  if (day === undefined) return null
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new UsageError('--from: expected a day like 2026-11-20.')
  return day
}

/** The whole of a file, as far as a file of rates can be long. */
async function readText(file: string): Promise<string> {
  let text = ''
  for await (const part of file === STANDARD_INPUT ? readUtf8('Standard input', process.stdin) : readUtf8(file)) {
    text += part
    if (text.length > RATES_CHARACTERS_MAX) throw new Refusal('file_too_long', `A file of rates has at most ${RATES_CHARACTERS_MAX} characters.`)
  }
  return text
}

function describe(imported: ImportedRates): Answer {
  const { numAdded, numUnchanged, firstDay, lastDay, currencies, ignoredCurrencies, daysWithout } = imported
  const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
  const lines = [
    `${count(numAdded, 'rate')} added, ${numUnchanged} there already; ${count(currencies.length, 'currency', 'currencies')}, ${days}`,
    ...(ignoredCurrencies.length === 0 ? [] : [`Ignored, because they are no currencies any more: ${ignoredCurrencies.join(', ')}`]),
    ...(daysWithout === 0 ? [] : [`Left out: ${count(daysWithout, 'day')} without a rate of the program's currency`]),
  ]
  return { value: imported, text: `${lines.join('\n')}\n` }
}
