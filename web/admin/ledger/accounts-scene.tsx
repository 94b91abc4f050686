import { BookOpen } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { LedgerAccount } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords, wordFor } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useInstants } from '../pick/filters.tsx'
import { LedgerTabs } from './ledger-tabs.tsx'
import { ledgerWords } from './words.ts'

const KINDS = [
  'affiliate_payable',
  'affiliate_pending',
  'payout_in_transit',
  'commission_expense',
  'adjustment_expense',
  'carryover_expense',
  'bank',
  'vat_receivable',
  'tax_withheld',
  'exchange',
] as const

/** Accounts with their balances, now or as they stood on another day. */
export default function AccountsScene() {
  const t = useWords(ledgerWords)
  const [{ kind, affiliateId, asOf }, setUrl] = useUrlState({ kind: '', affiliateId: '', asOf: '' })
  const { to: at } = useInstants({ from: '', to: asOf })
  const pages = operatorApi.useList('GET /ledger/account', { query: { kind, affiliateId, at } })
  const kindOf = (account: LedgerAccount) => wordFor(t as never, `kind_${account.kind}`)
  return (
    <Page title={t('title')} subtitle={t('subtitle')} tabs={<LedgerTabs />}>
      <DataTable<LedgerAccount>
        name="ledger-accounts"
        label={t('accounts')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/ledger/accounts/${id}`}
        filters={
          <>
            <FilterSelect
              label={t('anyKind')}
              value={kind}
              onChange={(next) => setUrl({ kind: next })}
              options={KINDS.map((one) => [one, t(`kind_${one}`)])}
            />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
            <label className="flex items-center gap-1.5 text-soft">
              {t('asOf')}
              <input
                type="date"
                value={asOf}
                onChange={(event) => setUrl({ asOf: event.target.value })}
                className={classNames('h-8 rounded-md border bg-surface px-2', asOf === '' ? 'border-line' : 'border-accent text-ink')}
              />
            </label>
          </>
        }
        columns={[
          { id: 'account', header: t('account'), cell: kindOf, text: kindOf },
          { id: 'owner', header: t('owner'), cell: (account) => <Owner account={account} />, text: ({ ownerName }) => ownerName },
          { id: 'currency', header: '¤', cell: ({ currency }) => currency, text: ({ currency }) => currency },
          {
            id: 'debits',
            header: t('debits'),
            isNumber: true,
            cell: ({ debits, currency }) => <Amount value={debits} currency={currency} />,
            text: ({ debits }) => debits,
          },
          {
            id: 'credits',
            header: t('credits'),
            isNumber: true,
            cell: ({ credits, currency }) => <Amount value={credits} currency={currency} />,
            text: ({ credits }) => credits,
          },
          {
            id: 'balance',
            header: t('balance'),
            isNumber: true,
            cell: ({ balance, currency }) => <Amount value={balance} currency={currency} className="font-medium" />,
            text: ({ balance }) => balance,
          },
        ]}
        empty={
          <Empty
            title={t('noAccounts')}
            hint={t('noAccountsHint')}
            icon={<BookOpen className="size-5" />}
            action={<ButtonLink to="/transactions">{t('transactions')}</ButtonLink>}
          />
        }
      />
    </Page>
  )
}

function Owner({ account: { affiliateId, brandId, ownerName } }: { readonly account: LedgerAccount }) {
  const t = useWords(ledgerWords)
  if (affiliateId !== null)
    return (
      <TextLink to={`/affiliates/${affiliateId}`} className="relative z-10">
        {ownerName ?? affiliateId}
      </TextLink>
    )
  return brandId === null ? <span className="text-soft">{t('nobody')}</span> : (ownerName ?? brandId)
}
