/**
 * Every list that the two apps show, with 100,000 rows in it: its first page, every sort, every filter with values that let much and little
 * through, by itself and beside an affiliate's, and a page far in; over HTTP, against 300 ms. The lists and their filters are taken from
 * the documents of the two APIs, so none can be forgotten.
 *
 *   node scripts/run.mjs bench/lists.ts [part of a path]
 *
 * BENCH_ROWS: rows of a list. BENCH_TOLD_MS: every call that takes longer is told.
 */
import { createAffiliateKey } from '../src/domain/affiliate-users/affiliate-key.ts'
import { idOf, ROWS, seededTables } from './lists/tables.ts'
import { RowStore } from './lists/store-rows.ts'
import { filterValues, MEASURED_ELSEWHERE, OTHER_READS, pathIds } from './lists/values.ts'
import { makeBenchProgram } from './support/program.ts'
import { median, startBenchServer } from './support/server.ts'

const LIMIT_MS = 300
const CALLS = 7
/** Clearly below the limit: not asked again. */
const QUICK_MS = 100
const TOLD_MS = Number(process.env['BENCH_TOLD_MS'] ?? LIMIT_MS)
const ONLY = process.argv[2] ?? ''

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: { readonly enum?: readonly string[] }
}
interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>
}
interface Seeded {
  readonly apiKey: string
  readonly affiliateKey: string
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Of what a path is about. */
  readonly ids: Readonly<Record<string, string>>
  /** An id of the middle of the time. */
  readonly middle: string
}
interface Timed {
  readonly call: string
  readonly ms: number
}

const server = await startBenchServer('api', Number(process.env['BENCH_PORT'] ?? 4499))
try {
  const seeded = await seed()
  const slowest = [...(await askAll('/api/v1', seeded.apiKey, seeded)), ...(await askAll('/portal/v1', seeded.affiliateKey, seeded))]
  const missed = slowest.filter((ms) => ms > LIMIT_MS)
  console.log(`${slowest.length} lists; slowest ${Math.max(...slowest).toFixed(0)} ms (at most ${LIMIT_MS})${missed.length > 0 ? `, ${missed.length} missed` : ''}`)
} finally {
  await server.close()
}

async function seed(): Promise<Seeded> {
  const start = performance.now()
  const program = await makeBenchProgram(server.context, 'Lists', 1, undefined, { affiliates: 1 })
  const { programId, apiKey } = program
  const store = await RowStore.open(server.ownerUrl, programId)
  try {
    const planId = await store.ask(`select default_plan_id from program where id = '${programId}'`)
    const versionId = await store.ask(`select id from commission_plan_version where plan_id = '${planId}'`)
    for (const table of seededTables(program, planId, versionId)) await store.store(table)
    await store.settle()
    const affiliateId = await store.ask(idOf('affiliate', 1))
    const author = { programId, actor: 'bench', now: new Date() }
    const { secret } = await server.context.db.inProgram(programId, (tx) => createAffiliateKey(tx, author, affiliateId, { name: 'bench', access: 'read' }))
    console.log(`${ROWS} rows in every list, stored in ${((performance.now() - start) / 1_000).toFixed(0)} s`)
    return { apiKey, affiliateKey: secret, values: await filterValues(store, program), ids: await pathIds(store, planId), middle: await store.ask(idOf('middle', ROWS / 2)) }
  } finally {
    await store.close()
  }
}

/** Asks every list of a document in every way. @returns milliseconds of the slowest call of each list. */
async function askAll(prefix: string, key: string, { values, ids, middle }: Seeded): Promise<number[]> {
  const slowest: number[] = []
  const { paths } = (await (await fetch(`${server.url}${prefix}/openapi.json`)).json()) as OpenApi
  for (const [path, { get }] of Object.entries(paths)) {
    const parameters = get?.parameters ?? []
    const isList = parameters.some(({ name }) => name === 'cursor')
    if (!path.includes(ONLY) || !(isList || OTHER_READS.has(path)) || MEASURED_ELSEWHERE.has(path)) continue
    const timed: Timed[] = []
    for (const query of isList ? queriesOf(path, parameters, values) : ['']) timed.push(...(await ask(path.replace('{id}', ids[path] ?? '{id}'), query)))
    const worst = timed.reduce((a, b) => (b.ms > a.ms ? b : a))
    slowest.push(worst.ms)
    console.log(`${path}: ${timed.length} ways to ask, slowest ${worst.ms.toFixed(0)} ms${worst.ms > LIMIT_MS ? ', missed' : ''}: ${worst.call}`)
    for (const { call, ms } of timed) if (ms > TOLD_MS) console.log(`    ${ms.toFixed(0)} ms ${call}`)
  }
  return slowest

  /** For a first page, and for one far in. */
  async function ask(address: string, query: string): Promise<Timed[]> {
    const first = `${address}?${query}`
    const { ms, nextCursor } = await time(key, first)
    if (nextCursor === null) return [{ call: first, ms }]
    const far = `${first}&cursor=${farIn(nextCursor, query, middle)}`
    return [{ call: first, ms }, { call: far, ms: (await time(key, far)).ms }]
  }
}

async function time(key: string, call: string): Promise<{ readonly ms: number; readonly nextCursor: string | null }> {
  const times: number[] = []
  let answer = ''
  while (times.length === 0 || (times.length < CALLS && (times[0] ?? 0) > QUICK_MS)) {
    const start = performance.now()
    const response = await fetch(`${server.url}${call}`, { headers: { 'x-api-key': key } })
    answer = await response.text()
    times.push(performance.now() - start)
    if (!response.ok) throw new Error(`${call}: ${response.status} ${answer}`)
  }
  return { ms: median(times), nextCursor: (JSON.parse(answer) as { nextCursor?: string | null }).nextCursor ?? null }
}

/** What can be asked of a list: nothing, each value of each filter, and that within one affiliate. */
function queriesOf(path: string, parameters: readonly Parameter[], values: Readonly<Record<string, readonly string[]>>): string[] {
  const filters = parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== 'limit' && parameter.name !== 'cursor')
  const single = filters.flatMap(({ name, schema }) => {
    const known = values[`${path} ${name}`] ?? values[name] ?? schema.enum
    if (known === undefined) throw new Error(`${path}: nothing to ask ${name} for`)
    return known.map((value) => `${name}=${encodeURIComponent(value)}`)
  })
  const affiliates = single.filter((query) => query.startsWith('affiliateId='))
  const others = single.filter((query) => !query.startsWith('affiliateId='))
  const isComplete = !filters.some(({ required }) => required)
  return [...(isComplete ? [''] : []), ...single, ...affiliates.flatMap((affiliate) => others.map((other) => `${affiliate}&${other}`))]
}

/** Of a list in the order of its ids, the cursor of its middle; of others, and of a time of which the middle may be no part, the one there is. */
function farIn(cursor: string, query: string, middle: string): string {
  if (/(from|to|updatedSince)=/.test(query)) return cursor
  const [version, id = '', ...rest] = Buffer.from(cursor, 'base64url').toString().split(':')
  return /^[0-9a-f-]{36}$/.test(id) && rest.length === 0 ? Buffer.from(`${version}:${middle}`).toString('base64url') : cursor
}
