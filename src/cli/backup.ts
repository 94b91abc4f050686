import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { backUp } from './archive/back-up.ts'
import { count } from './describe.ts'
import { Refusal } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { type CommandContext, withContext } from './with-context.ts'

/** `backup FILE`: the whole database in one archive. */
export function addBackup(root: Command): void {
  const verb = addVerb(root, {
    usage: 'backup <file>',
    summary: 'write the whole database to one archive',
    details: `All tables of all programs as of one moment, with checksums and the level of the schema, as a compressed tar file that only you may
read. Servers go on working meanwhile. "fairshare restore" brings it back. Not in it, and to be kept apart from it: the file secret-key in
DATA_DIR (or SECRET_KEY), without which click keys given out so far cannot be read; and clicks that are still in the spool.`,
    example: 'backup "fairshare-$(date +%F).tar.gz"',
  })
  whenCalled(verb, ([file = '']) => withContext((context) => carryOut(context, file)))
}

async function carryOut({ ownerUrl, clock, config }: CommandContext, file: string): Promise<Answer> {
  if (existsSync(file)) throw new Refusal('file_exists', `${file} exists already; a backup never takes the place of another.`)
  const { rowSets, madeAt } = await backUp(ownerUrl, file, clock.now())
  const tables: Record<string, number> = {}
  for (const { table, rows } of rowSets) tables[table] = (tables[table] ?? 0) + rows
  const rows = Object.values(tables).reduce((sum, one) => sum + one, 0)
  const { size: bytes } = statSync(file)
  const secret = config.secretKeys === undefined ? path.join(config.dataDir, 'secret-key') : 'SECRET_KEY'
  return {
    value: { file, madeAt, bytes, rows, tables },
    text: `${count(rows, 'row')} of ${count(Object.keys(tables).length, 'table')} written to ${file} (${count(bytes, 'byte')})\nKeep a copy of ${secret} too, in another place: click keys cannot be read without it.\n`,
  }
}
