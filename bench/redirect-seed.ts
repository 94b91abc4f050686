import { BulkRows, columns } from '../src/db/bulk.ts'
import type { Database } from '../src/db/database.ts'
import { newId, type Uuid } from '../src/domain/ids.ts'

/** A program with links `bench0`, `bench1` … of a few affiliates; answers the program's id. */
export async function seedLinks(db: Database, links: number): Promise<Uuid> {
  const programId = newId()
  const now = new Date()
  await db.shared(async (tx) => {
    const operatorId = newId()
    await tx.sql({ text: `insert into operator (id, name, created_at, updated_at) values ($1, $2, $3, $3)`, values: [operatorId, `bench ${operatorId}`, now] })
    await tx.sql({
      text: `insert into program (id, operator_id, name, currency, time_zone, created_at, updated_at) values ($1, $2, 'bench', 'EUR', 'UTC', $3, $3)`,
      values: [programId, operatorId, now],
    })
  })
  await db.inProgram(programId, async (tx) => {
    const [brandId, affiliateId, trackerId] = [newId(), newId(), newId()]
    await tx.sql({
      text: `insert into brand (program_id, id, name, landing_page_url, created_at, updated_at) values ($1, $2, 'bench', $3, $4, $4)`,
      values: [programId, brandId, 'https://brand.example/welcome?btag=[ClickKey]&aff=[AffiliateId]&sub=[S1]&cid=[CustomParameter]', now],
    })
    await tx.sql({
      text: `insert into affiliate (program_id, number, id, name, currency, created_at, updated_at) values ($1, (select count(*) from affiliate where program_id = $1), $2, 'bench', 'EUR', $3, $3)`,
      values: [programId, affiliateId, now],
    })
    await tx.sql({
      text: `insert into tracker (program_id, id, affiliate_id, name, created_at, updated_at) values ($1, $2, $3, 'bench', $4, $4)`,
      values: [programId, trackerId, affiliateId, now],
    })
    const slugs = new BulkRows(columns('slug text, program_id uuid, tracking_link_id uuid'))
    const rows = new BulkRows(columns('program_id uuid, id uuid, number int, tracker_id uuid, brand_id uuid, slug text, created_at timestamptz, updated_at timestamptz'))
    for (let i = 0; i < links; i += 1) {
      const id = newId()
      rows.add(programId, id, i + 1, trackerId, brandId, `bench${i}`, now, now)
      slugs.add(`bench${i}`, programId, id)
    }
    await slugs.insertInto(tx, 'tracking_link_slug')
    await rows.insertInto(tx, 'tracking_link')
  })
  return programId
}
