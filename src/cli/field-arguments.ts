import { readFile } from 'node:fs/promises'
import { text as readText } from 'node:stream/consumers'
import { parseJson } from '../http/plumbing/parse-json.ts'
import { UsageError } from './refusal.ts'

/** What the help of a verb says about its fields. */
export const FIELDS_HELP = `Fields are given as name=text or name:=JSON (numbers, true, null, lists, objects), or all of them as one JSON
object: as the text itself, as @FILE, or as - for standard input.`

/** Reads fields as a person writes them: `name=BetTest autoApprove:=false`, `'{"name": "BetTest"}'`, `@brand.json` or `-`. */
export async function readFieldArguments(args: readonly string[]): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {}
  for (const argument of args) Object.assign(fields, await readArgument(argument))
  return fields
}

async function readArgument(argument: string): Promise<object> {
  if (argument === '-') return objectOf(await readText(process.stdin), 'standard input')
  if (argument.startsWith('@')) return objectOf(await readFields(argument.slice(1)), argument.slice(1))
  if (argument.trimStart().startsWith('{')) return objectOf(argument, 'the argument')
  const [, name = '', mark, value = ''] = /^([A-Za-z_]\w*)(:?=)(.*)$/s.exec(argument) ?? []
  if (name === '') throw new UsageError(`Expected name=text, name:=JSON, a JSON object, @FILE or -, not "${argument}".`)
  return { [name]: mark === ':=' ? jsonOf(value, name) : value }
}

function readFields(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file} (${error.code}).`)
  })
}

function objectOf(text: string, place: string): object {
  const value = jsonOf(text, place)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`Expected a JSON object in ${place}.`)
  return value
}

function jsonOf(text: string, place: string): unknown {
  try {
    return parseJson(Buffer.from(text))
  } catch (error) {
    throw new UsageError(`${place}: ${error instanceof Error ? error.message : error}`)
  }
}
