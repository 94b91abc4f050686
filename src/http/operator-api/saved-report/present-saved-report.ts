import { z } from 'zod'
import { DIMENSIONS, FILTER_NAMES, type FilterName, MEASURE_NAMES } from '../../../domain/reports/report-fields.ts'
import { type SavedReport, SCHEDULES } from '../../../domain/reports/saved-report.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'
import { sortText } from '../report/report-fields.ts'

export const savedReportAnswer = z
  .strictObject({
    ...commonFields,
    name: z.string(),
    definition: z.strictObject({
      dimensions: z.array(z.enum(DIMENSIONS)),
      measures: z.array(z.enum(MEASURE_NAMES)),
      filters: z.strictObject(Object.fromEntries(FILTER_NAMES.map((name) => [name, z.array(z.string()).optional()])) as Record<FilterName, z.ZodOptional<z.ZodArray<z.ZodString>>>),
      sort: z.string().nullable(),
      range: z.string().nullable(),
    }),
    schedule: z.enum(SCHEDULES).nullable(),
    recipientIds: z.array(answeredId),
    createdBy: z.string(),
  })
  .meta({ id: 'SavedReport' })

export function presentSavedReport({ createdAt, updatedAt, definition, ...report }: SavedReport): object {
  return { ...report, createdTs: createdAt, updatedTs: updatedAt, definition: { ...definition, sort: sortText(definition.sort) } }
}
