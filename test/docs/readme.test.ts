import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runShellExamples, startReadersProgram } from './run-examples.ts'

let program: ReadersProgram
beforeAll(async () => { program = await startReadersProgram({ isEmbedded: true }) }, 120_000)
afterAll(() => program?.close())

test('the quick start of the README works word for word', async () => {
  const examples = examplesOf(readBlocks('README.md'), 'bash')
  expect(examples.length).toBeGreaterThan(3)
  await runShellExamples(program, examples)
}, 120_000)
