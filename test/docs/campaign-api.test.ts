import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runShellExamples, startReadersProgram } from './run-examples.ts'

let program: ReadersProgram
beforeAll(async () => { program = await startReadersProgram() }, 120_000)
afterAll(() => program?.close())

test('the first requests to the campaign API work one after another and print what is shown', async () => {
  const examples = examplesOf(readBlocks('docs/campaign-api.md'), 'sh')
  expect(examples.length).toBe(3)
  await runShellExamples(program, examples)
}, 120_000)
