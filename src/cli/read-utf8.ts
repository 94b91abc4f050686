import { createReadStream } from 'node:fs'
import { Refusal } from './refusal.ts'

/** The file that is standard input, where a command takes it. */
export const STANDARD_INPUT = '-'

/** A file's bytes as text, as they come; refuses what is not UTF-8 (Latin-1, UTF-16) instead of guessing. Throws Refusal. */
export async function* readUtf8(file: string, source: AsyncIterable<Buffer> = createReadStream(file)): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for await (const chunk of source) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal('not_utf8', `${file} is not UTF-8.`)
    if (error instanceof Error && 'code' in error && error.code !== undefined) throw new Refusal('file_unreadable', `Cannot read ${file} (${error.code}).`)
    throw error
  }
}
