import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runNodeExamples, runShellExamples, startReadersProgram } from './run-examples.ts'

const blocks = readBlocks('docs/gateways.md')

let program: ReadersProgram
beforeAll(async () => { program = await startReadersProgram() }, 120_000)
afterAll(() => program?.close())

test('the curl examples of the gateways work as they stand', async () => {
  const examples = examplesOf(blocks, 'sh')
  expect(examples.length).toBe(2)
  await runShellExamples(program, examples)
}, 120_000)

test('so do the calls of Stripe and Woovi in Node, and print what is shown', async () => {
  const examples = examplesOf(blocks, 'js')
  expect(examples.length).toBe(2)
  await runNodeExamples(program, examples)
}, 120_000)
