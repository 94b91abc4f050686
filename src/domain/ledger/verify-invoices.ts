import { minorDigits } from '../money/currencies.ts'
import { type Finding, type Law, sqlLaw } from './verify-law.ts'
import { overWholeTables } from './verify-pages.ts'

/** What a JSON text of major units comes to in minor units: `$2` is how many the currency has for one. */
const minor = (json: string) => `((${json})::numeric * $2::numeric)`

const STATEMENT_TAXES = `
  with posted as (
    select t.cause_id, min(t.currency) as currency, count(distinct case when d.kind = 'affiliate_payable' then d.owner_id else c.owner_id end) as payees,
           (array_agg(case when d.kind = 'affiliate_payable' then d.owner_id else c.owner_id end))[1] as payee,
           coalesce(sum(case c.kind when 'affiliate_payable' then t.amount_minor else -t.amount_minor end) filter (where 'vat_receivable' in (d.kind, c.kind)), 0) as vat,
           coalesce(sum(case d.kind when 'affiliate_payable' then t.amount_minor else -t.amount_minor end) filter (where 'tax_withheld' in (d.kind, c.kind)), 0) as withheld,
           bool_and(p.status = 'sealed') as is_sealed,
           bool_or(t.kind not in ('statement_vat', 'statement_vat_reversed', 'tax_withheld', 'tax_withheld_reversed')) as is_other
      from ledger_transfer t
      join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
      join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
      join statement s on s.program_id = $1 and s.id = t.cause_id
      join period p on p.program_id = $1 and p.name = s.period_name
     where t.program_id = $1 and t.cause_type = 'statement' group by t.cause_id),
  kept as materialized (
    select x.*, s.affiliate_id as whose, s.document::jsonb as document, i.net_minor as invoiced
      from statement_tax x
      join statement s on s.program_id = $1 and s.id = x.statement_id
      left join invoice i on i.program_id = $1 and i.statement_id = x.statement_id
     where x.program_id = $1)
  select count(*) as checked,
         min('statement ' || coalesce(k.statement_id, p.cause_id)::text) filter (
           where (k.statement_id is null and p.is_sealed) or k.affiliate_id <> k.whose or p.is_other or p.payees > 1 or p.payee <> k.affiliate_id or p.currency <> k.currency
              or coalesce(p.vat, 0) <> k.vat_minor or coalesce(p.withheld, 0) <> k.withheld_minor
              or round(k.base_minor::numeric * k.vat_rate_ppm / 1000000) <> k.vat_minor or round(k.base_minor::numeric * k.withholding_rate_ppm / 1000000) <> k.withheld_minor
              or (k.reverse_charge and k.vat_minor <> 0)
              or ${minor("k.document->'tax'->>'vat'")} <> k.vat_minor or abs(${minor("k.document->'tax'->>'withheld'")}) <> abs(k.withheld_minor)
              or ${minor("k.document->>'adjustments'")} + ${minor("k.document->'carryover'->>'in'")} + ${minor("k.document->'carryover'->>'out'")}
                 + (select coalesce(sum(${minor("c->>'amount'")}), 0) from jsonb_array_elements(k.document->'commissions') c) <> k.base_minor
              or (k.invoicing = 'self_billed' and k.base_minor <> 0) <> (k.invoiced is not null)) as offender
    from kept k full join posted p on p.cause_id = k.statement_id`

/** An amount of an invoice's document, which has all digits of its currency. */
const printed = (name: string) => `replace(i.said->'totals'->>'${name}', '.', '')::bigint`

/** Laws of tax and invoices (docs/invoices.md). */
export const INVOICE_LAWS: readonly Law[] = [
  {
    law: 'statement_taxes',
    claim: 'the tax of every sealed statement is what its transfers and its document say, at its rates, and who is self-billed has an invoice of it',
    check: async (tx, { id, currency }) => {
      const [row] = await overWholeTables(tx, () => tx.sql<Finding>({ text: STATEMENT_TAXES, values: [id, 10n ** BigInt(minorDigits(currency))] }))
      return { checked: row?.checked ?? 0n, offender: row?.offender ?? null }
    },
  },
  sqlLaw(
    'invoice_numbers',
    'the numbers of every legal entity, of invoices and of credit notes, follow one another without a gap or a repeat, up to its next ones',
    `with kinds as (
       select id, prefix, 'invoice' as kind, '-' as mark, first_invoice_number as first, next_invoice_number as next from legal_entity where program_id = $1
       union all
       select id, prefix, 'credit_note', '-CN-', first_credit_note_number, next_credit_note_number from legal_entity where program_id = $1),
     numbered as (
       select k.id, k.kind, k.first, k.next, i.sequence, i.number, k.prefix || k.mark || lpad(i.sequence::text, greatest(6, length(i.sequence::text)), '0') as expected
         from kinds k left join invoice i on i.program_id = $1 and i.legal_entity_id = k.id and i.kind = k.kind),
     counted as (
       select id, kind, count(sequence) as issued, count(sequence) = next - first and count(distinct sequence) = next - first and coalesce(min(sequence) = first, true)
                and coalesce(max(sequence) = next - 1, true) and coalesce(bool_and(number = expected) filter (where sequence is not null), true) as holds
         from numbered group by id, kind, first, next)
     select (select count(*) from invoice where program_id = $1) as checked, min('legal_entity ' || id) filter (where not holds) as offender from counted`,
  ),
  sqlLaw(
    'invoices',
    'every invoice has its hash, and says the number, the parties and the amounts that are kept of it and of its statement',
    `with issued as materialized (select *, document::jsonb as said from invoice where program_id = $1)
     select count(*) as checked,
            min('invoice ' || i.id) filter (
              where i.hash <> sha256(convert_to(i.document, 'UTF8')) or (i.kind = 'invoice') <> (i.net_minor > 0) or i.net_minor = 0
                 or t.statement_id is null or t.invoicing <> 'self_billed'
                 or (t.affiliate_id, t.currency, t.base_minor, t.vat_minor, t.withheld_minor) <> (i.affiliate_id, i.currency, i.net_minor, i.vat_minor, i.withheld_minor)
                 or s.period_name <> i.period_name
                 or (i.said->>'id', i.said->>'kind', i.said->>'number', i.said->>'currency')
                    is distinct from (i.id::text, i.kind, i.number, i.currency::text)
                 or (i.said->'statement'->>'id', i.said->'statement'->>'hash', i.said->'period'->>'name')
                    is distinct from (i.statement_id::text, encode(s.hash, 'hex'), i.period_name)
                 or (i.said->'supplier'->>'affiliateId', i.said->'customer'->>'legalEntityId') is distinct from (i.affiliate_id::text, i.legal_entity_id::text)
                 or (${printed('net')}, ${printed('vat')}, ${printed('withheld')}, ${printed('gross')}, ${printed('payable')})
                    is distinct from (i.net_minor, i.vat_minor, i.withheld_minor, i.net_minor + i.vat_minor, i.net_minor + i.vat_minor - i.withheld_minor)) as offender
       from issued i
       left join statement_tax t on t.program_id = $1 and t.statement_id = i.statement_id
       left join statement s on s.program_id = $1 and s.id = i.statement_id`,
  ),
  sqlLaw(
    'affiliate_invoices',
    'an invoice that an affiliate sent and nobody had to decide about is its statement to the cent, and no statement or number has two that count',
    `select count(*) as checked,
            min('affiliate_invoice ' || u.id) filter (
              where u.affiliate_id <> t.affiliate_id or u.is_rejected <> (e.kind is not distinct from 'rejected') or (u.content is null) <> (u.content_hash is null)
                 or u.content_hash <> sha256(u.content)
                 or (cardinality(u.differences) = 0) <> ((u.currency, u.net_minor, u.vat_minor, u.total_minor) = (t.currency, t.net_minor, t.vat_minor, t.net_minor + t.vat_minor))
                 or (not u.is_rejected and (u.of_statement > 1 or u.of_number > 1))) as offender
       from (select *, count(*) filter (where not is_rejected) over (partition by statement_id) as of_statement,
                    count(*) filter (where not is_rejected) over (partition by affiliate_id, number_folded) as of_number
               from affiliate_invoice where program_id = $1) u
       join statement t on t.program_id = $1 and t.id = u.statement_id
       left join affiliate_invoice_event e on e.program_id = $1 and e.affiliate_invoice_id = u.id`,
  ),
]
