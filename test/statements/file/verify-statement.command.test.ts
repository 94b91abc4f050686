import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../src/cli/command-line.ts'
import { newId } from '../../../src/domain/ids.ts'
import { fingerprintOfKey } from '../../../src/domain/statements/file/portable-hash.ts'
import { makeFile, makeKey, makeLine, makeOtherLine, makeProof } from '../support/made-up-statements.ts'

const programId = newId()
const affiliateId = newId()
const key = makeKey(programId)
const fingerprint = fingerprintOfKey(key.filed.publicKey)
const october = makeFile({ programId, affiliateId, month: 10, lines: [makeLine('100.00'), makeLine('12.34')], matured: '80.00', keys: [key] })
const november = makeFile({ programId, affiliateId, month: 11, before: october, lines: [makeOtherLine('payout', '-80.00')], keys: [key] })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-verify-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, content: unknown): Promise<string> {
  const named = path.join(folder, name)
  await writeFile(named, typeof content === 'string' ? content : JSON.stringify(content))
  return named
}

async function verify(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly out: string; readonly complaints: string }> {
  const said = { out: '', complaints: '' }
  const output = { answer: async (text: string) => void (said.out += text), complain: (text: string) => void (said.complaints += text) }
  return { exitCode: await runCommandLine(['verify-statement', ...args], output), ...said }
}

describe('fairshare verify-statement', () => {
  test('says that nothing was changed, whose key it was, and exits with 0', async () => {
    const paths = [await file('10.json', october), await file('11.json', november), await file('line.json', makeProof(october, 1))]
    const { exitCode, out } = await verify(...paths, '--key', fingerprint.toUpperCase())
    expect(exitCode).toBe(0)
    expect(out).toContain(`key  ${fingerprint}`)
    expect(out).toContain('ok      Each statement follows the one before\n')
    expect(out).toContain('Nothing was changed since it was signed.\n')
  })

  test('names the line in which a cent was changed, and exits with 1', async () => {
    const text = JSON.stringify(october)
    const { exitCode, out } = await verify(await file('tampered.json', text.replace('"12.34"', '"12.35"')), '--key', fingerprint)
    expect(exitCode).toBe(1)
    expect(out).toContain('WRONG   Every line is as it was sealed\n')
    expect(out).toContain(`WRONG   Line 2 (transfer ${october.lines[1]?.line.transferId}) was changed: it does not have its hash.\n`)
    expect(out).toContain('Do not trust it.\n')
  })

  test('without a key says what to compare', async () => {
    const { exitCode, out } = await verify(await file('10.json', october))
    expect(exitCode).toBe(0)
    expect(out).toContain(`look    Anybody can make a key. Compare the fingerprint with the one that the program has published: ${fingerprint}.\n`)
  })

  test('tells scripts the same', async () => {
    const { exitCode, out } = await verify(await file('11.json', november), '--key', 'ab'.repeat(32), '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      ok: false, findings: [{ severity: 'wrong', code: 'key_not_trusted', file: path.join(folder, '11.json') }],
      files: [{ kind: 'statement', period: '2026-11', opening: '112.34', closing: '32.34', fingerprint }],
    })
  })

  test.each([
    ['is not there', ['missing.json'], 2, 'no such file'],
    ['no file at all', [], 2, 'missing required argument'],
    ['a key that is none', ['10.json', '--key', 'abc'], 2, 'expected a fingerprint'],
    ['not JSON', ['plain.txt'], 1, ''],
  ])('%s', async (_, args, exitCode, complaint) => {
    await file('10.json', october)
    await file('plain.txt', 'hello')
    const answer = await verify(...args.map((arg) => (/\.(json|txt)$/.test(arg) ? path.join(folder, arg) : arg)))
    expect(answer.exitCode).toBe(exitCode)
    expect(answer.complaints).toContain(complaint)
    if (complaint === '') expect(answer.out).toContain('This is not a statement file')
  })
})
