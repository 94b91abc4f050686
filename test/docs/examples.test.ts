import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runNodeExamples, runShellExamples, startReadersProgram } from './run-examples.ts'

const blocks = readBlocks('docs/operator-api.md')

let program: ReadersProgram
beforeAll(async () => { program = await startReadersProgram() }, 120_000)
afterAll(() => program?.close())

test('the curl examples of the operator API work one after another and print what is shown', async () => {
  const examples = examplesOf(blocks, 'sh')
  expect(examples.length).toBeGreaterThan(5)
  await runShellExamples(program, examples)
}, 120_000)

test('so do the Node examples', async () => {
  const examples = examplesOf(blocks, 'js')
  expect(examples.length).toBeGreaterThan(0)
  await runNodeExamples(program, examples)
}, 120_000)
