import { z } from 'zod'
import { DIMENSIONS, FILTER_NAMES, MEASURE_NAMES } from '../../../domain/reports/report-fields.ts'
import { isDimension, isMeasure, type ReportQuestion, type ReportSort } from '../../../domain/reports/report-definition.ts'
import { isUuid } from '../../../domain/ids.ts'

const LONGEST_LIST = 4_000
const LONGEST_VALUE = 100

/** `day,affiliate`: names of ours, and nothing else. */
function namesOf<Name extends string>(names: readonly [Name, ...Name[]], description: string, examples: string[]) {
  return z
    .string()
    .max(LONGEST_LIST)
    .transform((value) => (value === '' ? [] : value.split(',')))
    .pipe(z.array(z.enum(names)))
    .meta({ description: `${description}, separated by commas: ${names.map((name) => `\`${name}\``).join(', ')}.`, examples })
}

const ids = z
  .string()
  .max(LONGEST_LIST)
  .transform((value) => value.split(','))
  .pipe(z.array(z.string().refine(isUuid, { error: 'Expected ids, separated by commas.', params: { code: 'invalid_id' } })))
  .optional()
  .meta({ description: 'Ids, separated by commas: any of them.', examples: ['019abc00-0000-7000-8000-000000000001'] })

const words = z
  .string()
  .max(LONGEST_LIST)
  .transform((value) => value.split(','))
  .pipe(z.array(z.string().max(LONGEST_VALUE).regex(/^[\w.-]*$/, { error: 'Expected codes or names, separated by commas.' })))
  .optional()

/** A day of the program's calendar. */
export const dayField = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'Expected a day such as 2026-11-21.' }).meta({ examples: ['2026-11-21'] })

export const filterFields = {
  affiliateId: ids,
  brandId: ids,
  productId: ids,
  trackerId: ids,
  country: words.meta({ description: 'Country codes, separated by commas.', examples: ['MT,BR'] }),
  type: words.meta({ description: 'Types of transactions, separated by commas.', examples: ['deposit,sale'] }),
  component: words.meta({ description: 'Components of plans, separated by commas.', examples: ['revenue_share,cpa'] }),
}

const SORTS = [...DIMENSIONS, ...MEASURE_NAMES]

export const sortField = z
  .string()
  .max(LONGEST_VALUE)
  .regex(/^-?\w+$/)
  .refine((value) => SORTS.some((name) => name === value.replace('-', '')), { error: 'Expected a dimension or a measure of this report, with a minus in front for the largest first.' })
  .meta({ description: 'A dimension or a measure of this report, with a minus in front for the largest first. Default: time ascending, else the first measure descending.', examples: ['-commission'] })

export const questionFields = {
  dimensions: namesOf(DIMENSIONS, 'What groups are made by, four at most', ['day,affiliate']).default([]),
  measures: namesOf(MEASURE_NAMES, 'What is told of each group, twelve at most', ['clicks,registrations,commission']).default(['clicks', 'registrations', 'firstDeposits', 'revenue', 'commission']),
  from: dayField.optional().meta({ description: "The first day, in the program's time zone. Default: the 30 days that end with `to`." }),
  to: dayField.optional().meta({ description: 'The last day, included; three years at most. Default: today.' }),
  ...filterFields,
  sort: sortField.optional(),
}

type AskedFields = z.output<z.ZodObject<typeof questionFields>>

/** What a call asks, as the domain has it. */
export function questionOf({ dimensions, measures, sort, from: _from, to: _to, ...filters }: AskedFields): ReportQuestion {
  const named = FILTER_NAMES.flatMap((name) => (filters[name] === undefined ? [] : [[name, filters[name]] as const]))
  return { dimensions, measures, filters: Object.fromEntries(named), sort: sort === undefined ? null : sortOf(sort) }
}

/** `-commission`; null for what is no name of ours. */
export function sortOf(text: string): ReportSort | null {
  const by = text.replace('-', '')
  return isDimension(by) || isMeasure(by) ? { by, descending: text.startsWith('-') } : null
}

export function sortText(sort: ReportSort | null): string | null {
  return sort === null ? null : `${sort.descending ? '-' : ''}${sort.by}`
}
