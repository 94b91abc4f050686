import type { Command } from 'commander'
import { build } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { openApiCalls } from './api-calls.ts'
import { describeFields, describeTable } from './describe.ts'
import { FIELDS_HELP, readFieldArguments } from './field-arguments.ts'
import { findProgram, listPrograms, type NamedProgram } from './find-program.ts'
import { Refusal } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { type CommandContext, withContext } from './with-context.ts'

interface OperatorOption {
  readonly operator?: string
}

/** `program create|list|show|set`: the programs of an installation and their settings. */
export function addProgram(root: Command): void {
  const program = root.command('program').description('create, list, show and change programs')
  addCreate(program)
  addList(program)
  addShow(program)
  addSet(program)
}

function addCreate(program: Command): void {
  const verb = addVerb(program, {
    usage: 'create <fields...>',
    summary: 'add a program to an operator that exists',
    details: `It works at once, with a default brand, a default plan and a first key. "fairshare setup" makes the first one, with operator and administrator.
Fields: name, currency, timeZone, test. ${FIELDS_HELP}`,
    example: 'program create name="BetTest Brazil" currency=BRL timeZone=America/Sao_Paulo',
  }).option('--operator <name or id>', 'where there are several')
  whenCalled<OperatorOption>(verb, async (fields, { operator: named }) => {
    const body = await readFieldArguments(fields)
    return await withContext(async (context) => answer(await (await openApiCalls(context))('addProgram', await findNeighbour(context, named), { body })))
  })
}

/** A program of the operator, on whose behalf another is added. */
async function findNeighbour(context: CommandContext, named: string | undefined): Promise<NamedProgram> {
  const operatorId = await findOperator(context, named)
  const neighbour = (await listPrograms(context.db)).find((program) => program.operatorId === operatorId)
  if (neighbour === undefined) throw new Refusal('not_found', 'The operator has no program yet; "fairshare setup" makes one.')
  return neighbour
}

async function findOperator({ db }: CommandContext, named: string | undefined): Promise<Uuid> {
  const all = await db.shared((tx) => tx.all(build.selectFrom('operator').select(['id', 'name']).orderBy('id')))
  const [operator, another] = named === undefined ? all : all.filter(({ id, name }) => id === named || name === named)
  if (operator === undefined) throw new Refusal('not_found', named === undefined ? 'There is no operator yet; "fairshare setup" makes one.' : `There is no operator "${named}".`)
  if (another !== undefined) throw new Refusal('operator_ambiguous', `There are several operators; say which with --operator: ${all.map(({ name }) => name).join(', ')}`)
  return operator.id
}

function addList(program: Command): void {
  const verb = addVerb(program, { usage: 'list', summary: 'list the programs of this installation', example: 'program list --json' })
  whenCalled(verb, () =>
    withContext(async (context) => {
      const call = await openApiCalls(context)
      const programs = await listPrograms(context.db)
      const items: unknown[] = []
      for (const one of programs) items.push(await call('readProgram', one))
      const rows = programs.map(({ id, name, currency, timeZone, isTest }) => [id, name, currency, timeZone, isTest ? 'test' : 'live'])
      const text = rows.length === 0 ? 'There are no programs yet; "fairshare setup" makes one.\n' : describeTable(['id', 'name', 'currency', 'time zone', 'mode'], rows)
      return { value: { items, nextCursor: null }, text }
    }),
  )
}

function addShow(program: Command): void {
  const verb = addVerb(program, { usage: 'show [program]', summary: "show a program's settings", details: 'By name or id; the only one there is without.', example: 'program show BetTest' })
  whenCalled(verb, ([named]) => withContext(async (context) => answer(await (await openApiCalls(context))('readProgram', await findProgram(context.db, named)))))
}

function addSet(program: Command): void {
  const verb = addVerb(program, {
    usage: 'set <program> <fields...>',
    summary: "change a program's settings",
    details: `The program by name or id. ${FIELDS_HELP}`,
    example: `program set BetTest organicTracking=reject 'attribution:={"windowDays": 45}'`,
  })
  whenCalled(verb, async ([named, ...fields]) => {
    const body = await readFieldArguments(fields)
    return await withContext(async (context) => answer(await (await openApiCalls(context))('changeProgram', await findProgram(context.db, named), { body })))
  })
}

function answer(value: unknown): Answer {
  return { value, text: describeFields(Object(value)) }
}
