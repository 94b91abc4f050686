import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getPHPLoaderModule } from '@php-wasm/node-8-0'
import { loadPHPRuntime, PHP } from '@php-wasm/universal'

/** What PHP's requests go through: this process. */
interface PhpRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly string[]
  readonly body: string
}

const FOLDER = '/srv'
const PRELUDE = path.join(import.meta.dirname, 'http-through-node.php')

/**
 * Runs the last of some files in a PHP 8.0 of its own, with the others beside it, and answers what it prints. Requests that it makes over
 * http are made by this process. Throws what PHP says when it fails.
 */
export async function runPhp(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): Promise<string> {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()))
  try {
    php.mkdir(FOLDER)
    php.onMessage((message) => request(JSON.parse(message)))
    php.writeFile(`${FOLDER}/prelude.php`, readFileSync(PRELUDE))
    for (const [name, text] of Object.entries(files)) php.writeFile(`${FOLDER}/${name}`, text)
    const main = Object.keys(files).at(-1) ?? ''
    php.writeFile(`${FOLDER}/main.php`, `<?php error_reporting(E_ALL); require '${FOLDER}/prelude.php'; require '${FOLDER}/${main}';`)
    return (await php.run({ scriptPath: `${FOLDER}/main.php`, env })).text
  } finally {
    php.exit()
  }
}

async function request({ method, url, headers, body }: PhpRequest): Promise<string> {
  const pairs = headers.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
  const answer = await fetch(url, { method, headers: pairs, ...(body === '' ? {} : { body }) }).catch(() => undefined)
  return JSON.stringify(answer === undefined ? { status: 0, body: '' } : { status: answer.status, body: await answer.text() })
}
