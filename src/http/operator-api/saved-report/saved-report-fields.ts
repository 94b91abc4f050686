import { z } from 'zod'
import { DIMENSIONS, type FilterName, FILTER_NAMES, FILTERS, MEASURE_NAMES } from '../../../domain/reports/report-fields.ts'
import { isNamed } from '../../../domain/reports/report-names.ts'
import { type SavedQuestion, SCHEDULES } from '../../../domain/reports/saved-report.ts'
import { idField, text } from '../../plumbing/fields.ts'
import { sortField, sortOf } from '../report/report-fields.ts'

const LONGEST_NAME = 200

const word = z.string().max(100).regex(/^[\w.-]*$/, { error: 'Expected a code or a name.' })

const filters = z.strictObject(
  Object.fromEntries(FILTER_NAMES.map((name) => [name, z.array(isNamed(FILTERS[name]) ? idField : word).optional()])) as Record<FilterName, z.ZodOptional<z.ZodArray<z.ZodString>>>,
)

export const definitionField = z
  .strictObject({
    dimensions: z.array(z.enum(DIMENSIONS)),
    measures: z.array(z.enum(MEASURE_NAMES)),
    filters: filters.default({}),
    sort: sortField.nullish(),
    range: z.string().max(40).regex(/^[\w.-]*$/).nullish().meta({ description: 'The range of days as the app writes it; mails are about the day, week or month that has ended.', examples: ['last_30'] }),
  })
  .meta({ description: 'What `GET /report` is asked.' })

const fields = z.strictObject({
  name: text(LONGEST_NAME),
  definition: definitionField,
  schedule: z.enum(SCHEDULES).nullish().meta({ description: 'Sent by mail when the day, the week (from Monday) or the month has been over for six hours; null: not at all.' }),
  recipientIds: z.array(idField).optional().meta({ description: 'People of the operator; `GET /report/recipient` lists them.' }),
})

const example = { name: 'Affiliates, monthly', definition: { dimensions: ['affiliate'], measures: ['clicks', 'registrations', 'commission'], sort: '-commission', range: 'last_month' } }

export const newReportBody = fields.meta({ id: 'NewSavedReport', examples: [example] })
export const changedReportBody = fields.partial().meta({ id: 'SavedReportChange', examples: [{ name: 'Affiliates by commission' }] })

/** A definition as the domain has it. */
export function definitionOf({ filters: wanted, sort, range, ...names }: z.output<typeof definitionField>): SavedQuestion {
  const given = FILTER_NAMES.flatMap((name) => (wanted[name] === undefined ? [] : [[name, wanted[name]] as const]))
  return { ...names, filters: Object.fromEntries(given), sort: sort === undefined || sort === null ? null : sortOf(sort), range: range ?? null }
}
