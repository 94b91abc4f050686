import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One fenced block of a document. */
export interface FencedBlock {
  /** What stands behind the opening fence: `bash`, `json` … */
  readonly language: string
  readonly text: string
  /** Of the opening fence, from 1. */
  readonly line: number
}

/** A block that is run, and the block of output that the document shows right after it. */
export interface Example {
  readonly code: FencedBlock
  readonly shown: FencedBlock | undefined
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const OUTPUTS = new Set(['json', 'text'])

/** The fenced blocks of a document of this project, in order. */
export function readBlocks(file: string): FencedBlock[] {
  const blocks: FencedBlock[] = []
  let open: { language: string; lines: string[]; line: number } | undefined
  readFileSync(path.join(ROOT, file), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const fence = /^```(.*)$/.exec(line)
      if (fence === null) open?.lines.push(line)
      else if (open === undefined) open = { language: fence[1] ?? '', lines: [], line: index + 1 }
      else {
        blocks.push({ language: open.language, text: open.lines.join('\n'), line: open.line })
        open = undefined
      }
    })
  if (open !== undefined) throw new Error(`${file}:${open.line} a block without an end`)
  return blocks
}

/** The blocks of a language, each with its output: a `json` or `text` block that is the next one in the document. */
export function examplesOf(blocks: readonly FencedBlock[], language: string): Example[] {
  return blocks.flatMap((code, index) => {
    if (code.language !== language) return []
    const next = blocks[index + 1]
    return [{ code, shown: next !== undefined && OUTPUTS.has(next.language) ? next : undefined }]
  })
}
