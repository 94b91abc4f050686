import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const FOLDERS = ['.', 'docs', 'docs/decisions', 'docs/integrations', 'docs/operations', 'bench']

const documents = FOLDERS.flatMap((folder) => readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => path.join(folder, name)))

test('every link from a document to another file leads somewhere', () => {
  const broken = documents.flatMap((document) => linksOf(document).filter((target) => !existsSync(path.join(ROOT, path.dirname(document), target))).map((target) => `${document}: ${target}`))
  expect(broken).toEqual([])
})

function linksOf(document: string): string[] {
  const links = readFileSync(path.join(ROOT, document), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)
  return [...links].map(([, target = '']) => target.split('#')[0] ?? '').filter((target) => target !== '' && !/^[a-z]+:/.test(target))
}
