import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { fingerprintOfKey, leafOfLine } from '../../../src/domain/statements/file/portable-hash.ts'
import type { StatementFile } from '../../../src/domain/statements/file/statement-file.ts'
import { makeFile, makeKey, makeLine } from '../support/made-up-statements.ts'

const DOCS = path.resolve(import.meta.dirname, '../../../docs/statements.md')
const TOOLS = ['sh', 'jq', 'xxd', 'sha256sum', 'openssl']
const isThere = TOOLS.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0)

const programId = newId()
const keys = [makeKey(programId)] as const
const file = makeFile({ programId, affiliateId: newId(), month: 11, lines: ['1.00', '2.00', '3.00'].map((amount) => makeLine(amount)), keys, others: 4 })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'fairshare-by-hand-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the commands of docs/statements.md print about a file. */
function byHand(content: StatementFile): string {
  const [, commands = ''] = /## By hand[\s\S]*?```sh\n([\s\S]*?)```/.exec(readFileSync(DOCS, 'utf8')) ?? []
  writeFileSync(path.join(folder, 'statement.json'), JSON.stringify(content))
  return execFileSync('sh', ['-c', `${commands}\ntrue`], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

describe.skipIf(!isThere)('the commands of the documentation, without anything of ours', () => {
  const GOOD = ['the lines are those of the statement', "the statement is one of its period's", 'Signature Verified Successfully', `fingerprint ${fingerprintOfKey(keys[0].filed.publicKey)}`]

  test('find a sealed statement as it was sealed', () => {
    expect(byHand(file).trim().split('\n')).toEqual(GOOD)
  })

  test('find the line, the statement or the seal that was changed', () => {
    const [first, second] = file.lines
    if (first === undefined || second === undefined) throw new Error('two lines')
    const changed = { ...second, line: { ...second.line, amount: '2.01' } }
    const said = byHand({
      ...file, lines: file.lines.with(1, { ...changed, leaf: leafOfLine(changed.line) }).with(0, { ...first, line: { ...first.line, kind: 'other' } }),
      statement: { ...file.statement, adjustments: '0.01' }, seal: { ...file.seal, document: { ...file.seal.document, sealedAt: '2026-12-02T10:00:00.001Z' } },
    })
    expect(said).toContain('line 1 was changed')
    for (const good of GOOD.slice(0, 3)) expect(said).not.toContain(good)
  })
})
