import type { Command } from 'commander'
import { openApiCalls } from './api-calls.ts'
import { describeFields } from './describe.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { UsageError } from './refusal.ts'
import { addListVerb } from './resources.ts'
import { addVerb, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface NewKeyOptions extends ProgramOption {
  readonly name: string
  readonly allow: readonly string[]
  readonly expires?: string
}

/** `key create|list|revoke`: API keys of a program. */
export function addKey(root: Command): void {
  const key = root.command('key').description('make, list and revoke API keys')
  addCreate(key)
  addListVerb(key, { noun: 'key', operation: 'listApiKeys', columns: ['id', 'name', 'hint', 'permissions', 'lastUsedTs', 'revokedTs'] })
  addRevoke(key)
}

function addCreate(key: Command): void {
  const verb = takesProgram(
    addVerb(key, {
      usage: 'create',
      summary: 'make an API key; it is shown this once',
      details: 'Modules: admin (all of them), affiliates, brands, products, customers, transactions, commission-plans, reports, ledger, settings …',
      example: 'key create --name "Web shop" --allow customers:write --allow reports:read',
    }),
  )
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--allow <module:access>', 'read or write of a module; can be given again', (one: string, all: string[] = []) => [...all, one])
    .option('--expires <time>', 'ISO 8601 with a zone; default: never')
  whenCalled<NewKeyOptions>(verb, (_, { program: named, name, allow, expires }) =>
    withContext(async (context) => {
      const body = { name, permissions: readPermissions(allow), ...(expires === undefined ? {} : { expiresTs: expires }) }
      const issued = await (await openApiCalls(context))('createApiKey', await findProgram(context.db, named), { body })
      return { value: issued, text: describeFields(Object(issued)) }
    }),
  )
}

function readPermissions(allowed: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    allowed.map((one) => {
      const [, module = '', access = ''] = /^([a-z-]+):(read|write)$/.exec(one) ?? []
      if (module === '') throw new UsageError(`--allow: expected a module and read or write, like customers:write, not "${one}".`)
      return [module, access]
    }),
  )
}

function addRevoke(key: Command): void {
  const verb = takesProgram(
    addVerb(key, {
      usage: 'revoke <id>',
      summary: 'end an API key, within a second on every instance',
      example: 'key revoke 019abc00-0000-7000-8000-000000000001',
    }),
  )
  whenCalled<ProgramOption>(verb, ([id = ''], { program: named }) =>
    withContext(async (context) => {
      const program = await findProgram(context.db, named)
      const call = await openApiCalls(context)
      await call('revokeApiKey', program, { params: { id } })
      const revoked = await call('readApiKey', program, { params: { id } })
      return { value: revoked, text: describeFields(Object(revoked)) }
    }),
  )
}
