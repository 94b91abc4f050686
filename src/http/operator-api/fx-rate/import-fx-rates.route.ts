import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { ECB_FORMATS } from '../../../domain/rates/ecb-file.ts'
import { IMPORTED_RATES_MAX, importRates } from '../../../domain/rates/import-rates.ts'
import { currency } from '../../plumbing/fields.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'

/** Longer files are read by the command line: they take a second, in which a server would answer nobody. */
const CONTENT_CHARACTERS_MAX = 2_000_000

const EXAMPLE = 'Date, USD, GBP, \n20 November 2026, 1.0834, 0.8391, \n'

const body = z
  .strictObject({
    format: z.enum(ECB_FORMATS).meta({ description: '`eurofxref-daily.xml` and its histories, or `eurofxref.csv` and `eurofxref-hist.csv`.' }),
    content: z.string().max(CONTENT_CHARACTERS_MAX).meta({ description: 'The file as it is.' }),
    currencies: z.array(currency).min(1).max(200).nullable().default(null).meta({ description: 'Only these; else all of the file.' }),
    from: z.iso.date({ error: 'Expected a day like 2026-11-20.' }).nullable().default(null).meta({ description: 'Only from this day of the file on.' }),
  })
  .meta({ id: 'FxRateImport', examples: [{ format: 'ecb_csv', content: EXAMPLE }] })

const answer = z
  .strictObject({
    numAdded: z.int(),
    numUnchanged: z.int().meta({ description: 'There already, with the same value.' }),
    firstDay: z.string().meta({ examples: ['2026-11-20'] }),
    lastDay: z.string().meta({ examples: ['2026-11-20'] }),
    currencies: z.array(z.string()),
    ignoredCurrencies: z.array(z.string()).meta({ description: 'Currencies of the file that are none any more.' }),
    daysWithout: z.int().meta({ description: "Days left out: the file has no rate of the program's currency for them." }),
  })
  .meta({ id: 'FxRateImported' })

export function importFxRatesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/fx-rate/import',
    operationId: 'importFxRates',
    tag: 'Program',
    summary: "Import the European Central Bank's reference rates",
    description:
      `All rates of a file, or none; at most ${IMPORTED_RATES_MAX}. They hold from 16:00 of their day in Frankfurt on. Rates between two ` +
      'currencies come from those of both to the euro. A file can be imported again; a rate that is kept with another value is refused.',
    permission: 'settings:write',
    body,
    bodyLimit: BULK_BODY_LIMIT,
    success: { status: 200, description: 'What was imported.', schema: answer },
    refusals: ['already_exists', 'too_many'],
    handle: ({ tx, body: input, programId, actor, now }) => importRates(tx, { programId, actor, now }, input),
  })
}
