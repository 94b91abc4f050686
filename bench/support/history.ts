import pg from 'pg'
import type { BenchProgram } from './program.ts'

/** Ids as newId makes them, of the past hour: time first, then random. */
const ID = `(lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 3600000 + n), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15))::uuid`

/**
 * Stores a history of `transactions` transactions of the program's customers, spread over 90 days and written straight into the tables by the
 * database itself: rated by the program's default plan, in effect, without lines.
 */
export async function storeHistory(ownerUrl: string, program: BenchProgram, transactions: number): Promise<void> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  await owner.query(
    `create temporary table history as
       select ${ID} as id, c.id as customer_id, a.affiliate_id, a.tracker_id, 'old-' || c.external_id || '-' || n as external_id, c.external_id as external_customer_id,
              c.registered_at - interval '90 days' + n * interval '90 days' / $2::int + random() * interval '1 hour' as occurred_at,
              round(random() * 10000) * 10000 as deposit, round(random() * 20000 - 4000) * 10000 as net
         from customer c join attribution a on a.program_id = c.program_id and a.customer_id = c.id, generate_series(1, $2::int) n
        where c.program_id = $1`,
    [program.programId, transactions / program.customers],
  )
  await owner.query(
    `insert into transaction (program_id, id, brand_id, customer_id, affiliate_id, tracker_id, type, external_id, external_customer_id, deposit, sale, withdrawal,
                              wager, bonus, gross, net, taxes, payment_fees, cost_of_goods, occurred_at, effective_at, status, applied_sequence,
                              rev_share_excluded, cpa_excluded, plan_id, plan_version_id, integration_type, created_by, recorded_at, updated_at)
     select $1, h.id, $2, h.customer_id, h.affiliate_id, h.tracker_id, 'revenue', h.external_id, h.external_customer_id, h.deposit, 0, 0, h.deposit * 3, 0, h.net, h.net,
            0, 0, 0, h.occurred_at, h.occurred_at, 'approved', 0, false, false, p.default_plan_id, v.id, 'import', 'bench', now(), now()
       from history h join program p on p.id = $1 join commission_plan_version v on v.program_id = $1 and v.plan_id = p.default_plan_id`,
    [program.programId, program.brandId],
  )
  await owner.query(
    'insert into transaction_key (program_id, brand_id, external_id, content_hash, transaction_id) select $1, $2, external_id, id, id from history',
    [program.programId, program.brandId],
  )
  await owner.query('drop table history')
  await owner.query('vacuum analyze')
  await owner.end()
}
