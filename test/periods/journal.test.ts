import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportJournal } from '../../src/cli/export-journal.ts'
import { ClosingDesk } from './closing-desk.ts'

let desk: ClosingDesk
let folder: string

beforeAll(async () => {
  desk = await ClosingDesk.open('2026-10-20T12:00:00Z')
  folder = await mkdtemp(path.join(tmpdir(), 'fairshare-journal-'))
})
afterAll(async () => {
  await desk.api.close()
  await rm(folder, { recursive: true, force: true })
})

test('a journal for accounting never adds to a month that was closed', async () => {
  await desk.affiliate('anna')
  await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
  await desk.clock('2026-11-02T12:00:00Z')
  await desk.close('2026-10')
  await desk.sale('anna', 70, '2026-10-09T10:00:00Z')
  const { programId } = desk.api.program
  const file = path.join(folder, 'books.journal')
  await exportJournal(desk.api.context.db, { id: programId, number: 1, operatorId: programId, name: 'First', currency: 'EUR', timeZone: 'Europe/Malta', isTest: true }, file)
  const journal = await readFile(file, 'utf8')
  expect(journal).toMatch(/\n2026-10-06 \* "commission_accrued"\n[^\n]*period 2026-10/)
  expect(journal).toMatch(/\n2026-11-01 \* "commission_accrued"\n[^\n]*period 2026-11[^\n]*\n {2}; belongs to 2026-10/)
  expect(journal).not.toMatch(/\n2026-10-09 /)
})
