import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

export const SLUG_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const LONGEST_BASE = 40
const OWN_DIGITS = 8

/** Gives a new program its place below /p/: its name as far as it is a slug, with some of its id where that is taken or empty. */
export async function makeSlug(tx: Tx, programId: Uuid, name: string): Promise<void> {
  const base = slugOf(name)
  const digits = programId.replaceAll('-', '').slice(-OWN_DIGITS)
  for (const slug of [base, `${base}-${digits}`.replace(/^-/, '')].filter((one) => SLUG_PATTERN.test(one))) {
    const text = 'insert into portal_slug (slug, program_id) values ($1, $2) on conflict do nothing'
    if ((await tx.count({ text, values: [slug, programId] })) === 1) return
  }
  throw new Error('no free slug for a portal')
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST_BASE).replace(/^-+|-+$/g, '')
}
