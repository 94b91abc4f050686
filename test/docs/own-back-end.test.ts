import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Example, examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runNodeExamples, runShellExamples, startReadersProgram } from './run-examples.ts'
import { runPhp } from './run-php.ts'
import { expectShown } from './shown-output.ts'

const blocks = readBlocks('docs/integrations/own-back-end.md')
const first = (examples: readonly Example[]): Example => {
  const [example] = examples
  if (example === undefined) throw new Error('the page shows none')
  return example
}

let program: ReadersProgram
beforeAll(async () => { program = await startReadersProgram() }, 120_000)
afterAll(() => program?.close())

test('orders are reported by curl, Node and PHP, approved, and taken back, as the page shows', async () => {
  const shell = examplesOf(blocks, 'sh')
  const isEarly = ({ code }: Example): boolean => code.line < first(examplesOf(blocks, 'js')).code.line
  await runShellExamples(program, shell.filter(isEarly))
  const env = await settings()
  await runNodeExamples({ ...program, env: { ...program.env, ...env } }, examplesOf(blocks, 'js'))
  const { code, shown } = first(examplesOf(blocks, 'php'))
  const printed = await runPhp({ 'report-order.php': code.text }, env)
  if (shown !== undefined) expectShown(shown, printed)
  // Another shell: what the first block sets up is there already.
  const [setUp] = shell
  if (setUp === undefined) throw new Error('the page begins without a set-up')
  const helpers = { ...setUp, code: { ...setUp.code, text: setUp.code.text.replace(/^call v1.*$/gm, '') }, shown: undefined }
  await runShellExamples(program, [helpers, ...shell.filter((example) => !isEarly(example))])
}, 120_000)

test('the PHP of the page says what was refused', async () => {
  const { code } = first(examplesOf(blocks, 'php'))
  const refused = code.text.replace(`'value' => 49.9`, `'value' => 0`)
  await expect(runPhp({ 'report-order.php': refused }, await settings())).rejects.toThrow('order_value must be a positive number')
}, 60_000)

async function settings(): Promise<Readonly<Record<'FAIRSHARE_URL' | 'FAIRSHARE_KEY' | 'FAIRSHARE_CAMPAIGN', string>>> {
  const [url, key] = [program.adapt('http://localhost:4400'), program.adapt('fsk_live_…')]
  const answer = await fetch(`${url}/api/v1/program`, { headers: { 'x-api-key': key } })
  const { id } = (await answer.json()) as { id: string }
  return { FAIRSHARE_URL: url, FAIRSHARE_KEY: key, FAIRSHARE_CAMPAIGN: id }
}
