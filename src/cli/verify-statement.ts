import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { checkWords, findingWords } from '../domain/statements/file/finding-words.ts'
import { type FileFacts, type FilesVerification, verifyStatementFiles } from '../domain/statements/file/verify-statement-file.ts'
import { UsageError } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'

interface Options {
  readonly key?: string
}

/** More than any statement has: what is larger is another file, named by mistake. */
const FILE_BYTES_MAX = 512 * 1024 * 1024

/** `verify-statement`: checks statement files and proofs of lines. Needs no server, no database and no settings. */
export function addVerifyStatement(root: Command): void {
  const verb = addVerb(root, {
    usage: 'verify-statement <files...>',
    summary: 'check statement files without asking anybody',
    details:
      'Recomputes every line, sum and hash up to the signature of the period; several statements of one affiliate also as a chain. Names what was changed;\nexit code 1 if anything was. Tell it with --key whose signature you trust: without, anybody could have signed.',
    example: 'verify-statement statement-2026-10.json statement-2026-11.json --key 9f86d081…',
  }).option('--key <fingerprint>', "the fingerprint of the program's key, as it is published and printed on statements")
  whenCalled<Options>(verb, async (paths, { key }) => {
    const trustedKey = key === undefined ? undefined : readFingerprint(key)
    const values = await Promise.all(paths.map(readJson))
    return describe(paths, verifyStatementFiles(values, { trustedKey }))
  })
}

/** As people copy it: in capitals, with spaces or colons. */
function readFingerprint(text: string): string {
  const fingerprint = text.toLowerCase().replace(/[\s:]/g, '')
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw new UsageError('--key: expected a fingerprint of 64 hexadecimal digits.')
  return fingerprint
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  try {
    return JSON.parse(text)
  } catch {
    // Told with the other findings: it is not a statement file.
    return null
  }
}

async function readText(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > FILE_BYTES_MAX) throw new UsageError(`${path}: larger than any statement file.`)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

function describe(paths: readonly string[], { ok, checks, findings, files }: FilesVerification): Answer {
  const said = findings.map((finding) => ({ ...finding, file: paths[finding.file] ?? '', message: findingWords(finding, 'en') }))
  const value = { ok, checks, findings: said, files: files.map((facts, index) => ({ path: paths[index], ...summary(facts) })) }
  const text = [
    ...files.map((facts, index) => `${paths[index]}\n${facts === null ? '' : describeFile(facts)}`),
    ...checks.map((check) => `${check.ok ? 'ok    ' : 'WRONG '}  ${checkWords(check.check, 'en')}\n`),
    ...said.map(({ severity, file, message }) => `${severity === 'wrong' ? 'WRONG ' : 'look  '}  ${paths.length > 1 ? `${file}: ` : ''}${message}\n`),
    ok ? 'Nothing was changed since it was signed.\n' : 'Do not trust it.\n',
  ]
  return { value, text: text.join(''), isRefusal: !ok }
}

function summary(facts: FileFacts | null): object {
  if (facts === null) return { readable: false }
  const { kind, hash, fingerprint, file: { statement, seal } } = facts
  const { programId, affiliateId, period, currency, opening, closing } = statement
  return { readable: true, kind, programId, affiliateId, period: period.name, currency, opening: opening.total, closing: closing.total, hash, fingerprint, sealedAt: seal.document.sealedAt }
}

function describeFile({ kind, hash, fingerprint, file: { statement, seal } }: FileFacts): string {
  const { affiliateId, period, currency, opening, closing, lines } = statement
  return `  ${kind === 'line' ? 'a line of the' : 'the'} statement of ${affiliateId} for ${period.name}: ${opening.total} → ${closing.total} ${currency}, ${lines.count} lines
  hash ${hash}
  key  ${fingerprint ?? 'not in the file'}, sealed ${seal.document.sealedAt}
`
}
