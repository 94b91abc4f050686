import type { Command } from 'commander'
import { openApiCalls } from './api-calls.ts'
import { count, describeFields, describeTable } from './describe.ts'
import { FIELDS_HELP, readFieldArguments } from './field-arguments.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { UsageError } from './refusal.ts'
import { addPlanWords } from './plan-words.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Resource {
  /** As the command line says it. */
  readonly noun: string
  readonly about: string
  /** The calls of the operator API. */
  readonly operations: { readonly create: string; readonly list: string; readonly show: string; readonly set: string }
  /** Fields shown in a list to a person. */
  readonly columns: readonly string[]
  readonly createExample: string
  readonly setExample: string
}

/** Stands for an id in examples. */
export const ID = '019abc00-0000-7000-8000-000000000001'

const RESOURCES: readonly Resource[] = [
  {
    noun: 'brand', about: 'sites that customers join',
    operations: { create: 'createBrand', list: 'listBrands', show: 'readBrand', set: 'changeBrand' },
    columns: ['id', 'name', 'externalId', 'status'],
    createExample: "name=BetTest externalId=bettest 'landingPageUrl=https://bettest.example?btag=[ClickKey]'", setExample: 'autoApprove:=false',
  },
  {
    noun: 'product', about: "parts of a brand's business with terms of their own",
    operations: { create: 'createProduct', list: 'listProducts', show: 'readProduct', set: 'changeProduct' },
    columns: ['id', 'brandId', 'name', 'externalId', 'status'],
    createExample: `brandId=${ID} name=Casino externalId=casino`, setExample: 'status=inactive',
  },
  {
    noun: 'plan', about: 'commission plans; their rules change by a new version',
    operations: { create: 'createCommissionPlan', list: 'listCommissionPlans', show: 'readCommissionPlan', set: 'changeCommissionPlan' },
    columns: ['id', 'name', 'currency', 'status'],
    createExample: `name="30 % of net revenue" 'version:={"components": [{"type": "revenue_share", "rate": "30"}]}'`, setExample: 'name="Standard deal"',
  },
  {
    noun: 'affiliate', about: 'those who send customers and earn',
    operations: { create: 'createAffiliate', list: 'listAffiliates', show: 'readAffiliate', set: 'changeAffiliate' },
    columns: ['id', 'name', 'email', 'externalId', 'status'],
    createExample: 'name=northlight email=team@northlight.example country=MT', setExample: 'status=suspended',
  },
  {
    noun: 'coupon', about: "codes of the brand's shop that stand for affiliates",
    operations: { create: 'createCoupon', list: 'listCoupons', show: 'readCoupon', set: 'changeCoupon' },
    columns: ['id', 'code', 'affiliateId', 'status'],
    createExample: `code=ANNA10 affiliateId=${ID}`, setExample: 'status=inactive',
  },
  {
    noun: 'tracker', about: "an affiliate's labels for sources of traffic",
    operations: { create: 'createTracker', list: 'listTrackers', show: 'readTracker', set: 'changeTracker' },
    columns: ['id', 'affiliateId', 'name', 'status'],
    createExample: `affiliateId=${ID} name=youtube-reviews`, setExample: 'name=youtube-shorts',
  },
  {
    noun: 'payout-method', about: 'where affiliates are paid',
    operations: { create: 'createPayoutMethod', list: 'listPayoutMethods', show: 'readPayoutMethod', set: 'changePayoutMethod' },
    columns: ['id', 'affiliateId', 'kind', 'hint', 'currency', 'status', 'isDefault'],
    createExample: `affiliateId=${ID} kind=pix 'details:={"keyType": "email", "key": "ana@example.com", "holderName": "Ana"}' reason="A signed form"`,
    setExample: 'makeDefault:=true reason="Asked by phone"',
  },
  {
    noun: 'paying-account', about: 'what payouts are paid from',
    operations: { create: 'createPayingAccount', list: 'listPayingAccounts', show: 'getPayingAccount', set: 'changePayingAccount' },
    columns: ['id', 'kind', 'name', 'hint', 'isDefault'],
    createExample: `kind=sepa name="House bank" 'details:={"holderName": "Acme Ltd", "iban": "MT84MALT011000012345MTLCAST001S"}'`, setExample: 'makeDefault:=true',
  },
  {
    noun: 'legal-entity', about: 'in whose name invoices are issued',
    operations: { create: 'createLegalEntity', list: 'listLegalEntities', show: 'getLegalEntity', set: 'changeLegalEntity' },
    columns: ['id', 'name', 'country', 'taxId', 'prefix', 'isDefault'],
    createExample: 'name="Acme Ltd" address="Republic Street 1, Valletta" country=MT taxId=MT11679112 prefix=ACME', setExample: 'name="Acme Holding Ltd"',
  },
  {
    noun: 'link', about: 'tracking links: what affiliates publish',
    operations: { create: 'createTrackingLink', list: 'listTrackingLinks', show: 'readTrackingLink', set: 'changeTrackingLink' },
    columns: ['id', 'url', 'trackerId', 'brandId', 'status'],
    createExample: `trackerId=${ID} brandId=${ID}`, setExample: 'status=inactive',
  },
]

/** `brand|product|plan|affiliate|coupon|tracker|payout-method|legal-entity|link create|list|show|set`, and what else a plan needs to take effect. */
export function addResources(root: Command): void {
  for (const resource of RESOURCES) {
    const { noun, operations } = resource
    const command = root.command(noun).description(`create, list, show and change ${resource.about}`)
    addCreate(command, { name: 'create', summary: `add a ${noun}`, operation: operations.create, example: `${noun} create ${resource.createExample}` })
    addListVerb(command, { noun, operation: operations.list, columns: resource.columns })
    addShow(command, noun, operations.show)
    addChange(command, { name: 'set', summary: `change a ${noun}`, operation: operations.set, example: `${noun} set ${ID} ${resource.setExample}` })
    if (noun === 'plan') {
      addPlanVerbs(command)
      addPlanWords(command)
    }
  }
}

function addPlanVerbs(plan: Command): void {
  addChange(plan, {
    name: 'version', summary: 'add a version to a plan', operation: 'addPlanVersion',
    example: `plan version ${ID} effectiveFrom=2026-12-01T00:00:00.000Z 'components:=[{"type": "revenue_share", "rate": "35"}]'`,
  })
  addChange(plan, {
    name: 'assign', summary: 'assign a plan to an affiliate, group, brand, product or tracker; to everybody without fields', operation: 'assignPlan',
    example: `plan assign ${ID} brandId=${ID}`, areFieldsOptional: true,
  })
}

interface CallWithFields {
  readonly name: string
  readonly summary: string
  readonly operation: string
  readonly example: string
  /** Whether it can be called without any. */
  readonly areFieldsOptional?: boolean
}

function fieldsUsage({ areFieldsOptional = false }: CallWithFields): string {
  return areFieldsOptional ? '[fields...]' : '<fields...>'
}

/** Adds a verb that makes an object from fields. */
export function addCreate(command: Command, call: CallWithFields): void {
  const { name, summary, operation, example } = call
  const verb = takesProgram(addVerb(command, { usage: `${name} ${fieldsUsage(call)}`, summary, details: FIELDS_HELP, example }))
  whenCalled<ProgramOption>(verb, async (fields, { program: named }) => {
    const body = await readFieldArguments(fields)
    return await callOnce(operation, named, { body })
  })
}

interface ListOptions extends ProgramOption {
  readonly limit?: string
  readonly cursor?: string
}

/** Adds `list`: one page as the API answers it. */
export function addListVerb(command: Command, { noun, operation, columns }: { noun: string; operation: string; columns: readonly string[] }): void {
  const verb = takesProgram(
    addVerb(command, {
      usage: 'list [filters...]', summary: `list ${noun}s, the newest first`, details: 'Filters are given as name=text, as in the query of the API.',
      example: `${noun} list --limit 100 --json`,
    }),
  )
    .option('--limit <n>', 'lines of one page, 1 to 500')
    .option('--cursor <cursor>', 'the nextCursor of the page before')
  whenCalled<ListOptions>(verb, (filters, { program: named, limit, cursor }) =>
    withContext(async (context) => {
      const query = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }), ...readFilters(filters) }
      const page = await (await openApiCalls(context))(operation, await findProgram(context.db, named), { query })
      return { value: page, text: describePage(page, noun, columns) }
    }),
  )
}

function readFilters(filters: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    filters.map((filter) => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(filter) ?? []
      if (name === '') throw new UsageError(`Expected a filter as name=text, not "${filter}".`)
      return [name, value]
    }),
  )
}

function describePage(page: unknown, noun: string, columns: readonly string[]): string {
  const { items = [], nextCursor } = Object(page) as { items?: readonly object[]; nextCursor?: string | null }
  if (items.length === 0) return `There are no ${noun}s.\n`
  const rows = items.map((item) => columns.map((column) => valueAt(item, column)))
  const more = nextCursor === null || nextCursor === undefined ? `${count(items.length, noun)}\n` : `${count(items.length, noun)}; more with --cursor ${nextCursor}\n`
  return describeTable(columns, rows) + more
}

/** A column is a field, or one within it: `closing.total`. */
function valueAt(item: unknown, column: string): unknown {
  return column.split('.').reduce<unknown>((value, name) => Object(value)[name], item)
}

function addShow(command: Command, noun: string, operation: string): void {
  addCallOfOne(command, { name: 'show', summary: `show a ${noun}`, operation, example: `${noun} show ${ID}` })
}

/** A call about one object, without fields. */
interface CallOfOne {
  readonly name: string
  readonly summary: string
  readonly details?: string
  readonly operation: string
  readonly example: string
  readonly body?: object
}

/** Adds a verb that is one call about an object. */
export function addCallOfOne(command: Command, { name, summary, details, operation, example, body }: CallOfOne): void {
  const verb = takesProgram(addVerb(command, { usage: `${name} <id>`, summary, example, ...(details === undefined ? {} : { details }) }))
  whenCalled<ProgramOption>(verb, ([id = ''], { program: named }) => callOnce(operation, named, { params: { id }, ...(body === undefined ? {} : { body }) }))
}

/** Adds a verb that gives an object fields. */
export function addChange(command: Command, call: CallWithFields): void {
  const { name, summary, operation, example } = call
  const verb = takesProgram(addVerb(command, { usage: `${name} <id> ${fieldsUsage(call)}`, summary, details: FIELDS_HELP, example }))
  whenCalled<ProgramOption>(verb, async ([id = '', ...given], { program: named }) => {
    const body = await readFieldArguments(given)
    return await callOnce(operation, named, { params: { id }, body })
  })
}

async function callOnce(operation: string, named: string | undefined, input: { params?: { id: string }; body?: unknown }): Promise<Answer> {
  return await withContext(async (context) => {
    const answer = await (await openApiCalls(context))(operation, await findProgram(context.db, named), input)
    return { value: answer, text: describeFields(Object(answer)) }
  })
}
