import { z } from 'zod'
import { exactNumber } from '../../../domain/money/amounts.ts'
import { measureText } from '../../../domain/reports/measure-text.ts'
import { type DIMENSIONS, MEASURE_NAMES, type MeasureName } from '../../../domain/reports/report-fields.ts'
import type { ReportQuestion } from '../../../domain/reports/report-definition.ts'
import { isNamed } from '../../../domain/reports/report-names.ts'
import type { ReportRow } from '../../../domain/reports/run-report.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

const thing = z.strictObject({ id: answeredId, name: z.string().nullable() }).nullable().optional()
const word = z.string().nullable().optional()

/** The dimensions that were asked for; null: what has none. */
const dimensions = z.strictObject({
  day: word, week: word.meta({ description: 'Its Monday.' }), month: word, affiliate: thing, brand: thing, product: thing, tracker: thing, country: word, type: word, component: word,
} satisfies Record<(typeof DIMENSIONS)[number], z.ZodType>)

const measures = z.strictObject(Object.fromEntries(MEASURE_NAMES.map((name) => [name, z.number().nullable().optional()])) as Record<MeasureName, z.ZodOptional<z.ZodNullable<z.ZodNumber>>>)
  .meta({ id: 'ReportMeasures', description: "Those that were asked for. Amounts in the program's currency; rates in percent, null of nothing." })

export const reportAnswer = z
  .strictObject({
    currency: z.string().meta({ examples: ['EUR'] }),
    asOf: answeredInstant.nullable().meta({ description: 'Up to when facts are counted: seconds ago. Null: the counting has not begun.' }),
    total: measures.meta({ description: 'Of the whole range, whatever the page.' }),
    items: z.array(z.strictObject({ dimensions, measures })),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Report' })

export function presentRow(row: ReportRow, question: ReportQuestion, names: ReadonlyMap<string, string>, currency: string): object {
  const told = question.dimensions.map((dimension, index) => {
    const value = row.dimensions[index] ?? null
    return [dimension, isNamed(dimension) && value !== null ? { id: value, name: names.get(value) ?? null } : value] as const
  })
  return { dimensions: Object.fromEntries(told), measures: presentMeasures(row.measures, question, currency) }
}

export function presentMeasures(values: ReportRow['measures'], question: ReportQuestion, currency: string): object {
  return Object.fromEntries(question.measures.map((name, index) => [name, presentMeasure(name, values[index] ?? null, currency)]))
}

function presentMeasure(name: MeasureName, value: bigint | number | null, currency: string): unknown {
  const text = measureText(name, value, currency)
  return text === null ? null : exactNumber(text)
}
