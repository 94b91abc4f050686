import { expect } from 'vitest'
import type { FencedBlock } from './fenced-blocks.ts'

/** Stands in a document for what is different each time: ids, times, keys. */
const ELLIPSIS = '…'

/** Fails unless a block of output says what was really printed. Fields that a shown object leaves out are not compared. */
export function expectShown(shown: FencedBlock, printed: string): void {
  if (shown.language === 'json') expect(printedJson(printed), where(shown)).toEqual(expected(JSON.parse(shown.text)))
  else expect(printed.trim(), where(shown)).toMatch(wholly(shown.text.trim()))
}

function where({ line }: FencedBlock): string {
  return `the output shown in line ${line}`
}

function printedJson(printed: string): unknown {
  try {
    return JSON.parse(printed)
  } catch {
    throw new Error(`this is no JSON: ${printed}`)
  }
}

function expected(value: unknown): unknown {
  if (typeof value === 'string') return value.includes(ELLIPSIS) ? expect.stringMatching(wholly(value)) : value
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(Object.fromEntries(Object.entries(value).map(([key, field]) => [key, expected(field)])))
}

function wholly(text: string): RegExp {
  const parts = text.split(ELLIPSIS).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, ' +'))
  return new RegExp(`^${parts.join('[^\\n]*')}$`)
}
