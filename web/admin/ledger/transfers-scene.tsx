import { BookOpen } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { LedgerTransfer } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords, wordFor } from '../../ui/words.ts'
import { DayFilters, useInstants } from '../pick/filters.tsx'
import { LedgerTabs } from './ledger-tabs.tsx'
import { ledgerWords } from './words.ts'

/** What moved between accounts, of all or of one, and what caused it. */
export default function TransfersScene() {
  const t = useWords(ledgerWords)
  const accountId = useSceneParam('accountId')
  const [{ causeId, period, from, to }, setUrl] = useUrlState({ causeId: '', period: '', from: '', to: '' })
  const pages = operatorApi.useList('GET /ledger/transfer', { query: { accountId, causeId, period, ...useInstants({ from, to }) } })
  const periods = operatorApi.useList('GET /period', { query: { limit: 100 } })
  const nameOf = useAccountName()
  const ofOne =
    accountId === '' ? undefined : pages.rows.map((row) => (row.debitAccountId === accountId ? row.debitAccount : row.creditAccount))[0]
  return (
    <Page
      title={ofOne === undefined ? t('title') : nameOf(ofOne)}
      subtitle={t('subtitle')}
      {...(accountId !== '' && { back: { to: '/ledger', label: t('accounts') } })}
      {...(accountId === '' && { tabs: <LedgerTabs /> })}
    >
      <DataTable<LedgerTransfer>
        name="ledger-transfers"
        label={t('transfers')}
        pages={pages}
        rowId={({ id }) => id}
        filters={
          <>
            {causeId !== '' && (
              <Button size="small" onClick={() => setUrl({ causeId: '' })}>
                {t('cause')} ×
              </Button>
            )}
            <FilterSelect
              label={t('anyPeriod')}
              value={period}
              onChange={(next) => setUrl({ period: next })}
              options={periods.rows.map(({ id }) => [id, id])}
            />
            <DayFilters from={from} to={to} onChange={setUrl} />
          </>
        }
        columns={[
          {
            id: 'occurred',
            header: t('occurred'),
            cell: ({ occurredAt }) => <Moment at={occurredAt} />,
            text: ({ occurredAt }) => occurredAt,
          },
          {
            id: 'from',
            header: t('from'),
            cell: ({ debitAccountId, debitAccount }) => (
              <AccountLink id={debitAccountId} name={nameOf(debitAccount)} isHere={debitAccountId === accountId} />
            ),
            text: ({ debitAccount }) => nameOf(debitAccount),
          },
          {
            id: 'to',
            header: t('to'),
            cell: ({ creditAccountId, creditAccount }) => (
              <AccountLink id={creditAccountId} name={nameOf(creditAccount)} isHere={creditAccountId === accountId} />
            ),
            text: ({ creditAccount }) => nameOf(creditAccount),
          },
          { id: 'cause', header: t('cause'), cell: (transfer) => <Cause transfer={transfer} />, text: ({ causeType }) => causeType },
          {
            id: 'period',
            header: t('period'),
            cell: ({ period: of }) => <span className="tabular-nums">{of}</span>,
            text: ({ period: of }) => of,
          },
          {
            id: 'amount',
            header: t('amount'),
            isNumber: true,
            cell: ({ amount, currency }) => <Amount value={amount} currency={currency} className="font-medium" />,
            text: ({ amount }) => amount,
          },
          {
            id: 'recorded',
            header: t('recorded'),
            cell: ({ recordedAt }) => <Moment at={recordedAt} />,
            text: ({ recordedAt }) => recordedAt,
            isExtra: true,
          },
          {
            id: 'relates',
            header: t('about'),
            cell: ({ relatesToPeriod }) => relatesToPeriod,
            text: ({ relatesToPeriod }) => relatesToPeriod,
            isExtra: true,
          },
        ]}
        empty={
          <Empty
            title={t('noTransfers')}
            hint={t('noTransfersHint')}
            icon={<BookOpen className="size-5" />}
            action={<ButtonLink to="/ledger">{t('accounts')}</ButtonLink>}
          />
        }
      />
    </Page>
  )
}

function useAccountName(): (account: LedgerTransfer['debitAccount']) => string {
  const t = useWords(ledgerWords)
  return ({ kind, ownerName }) => [wordFor(t as never, `kind_${kind}`), ownerName].filter(Boolean).join(' · ')
}

function AccountLink({ id, name, isHere }: { readonly id: string; readonly name: string; readonly isHere: boolean }) {
  return isHere ? (
    <span className="block max-w-64 truncate text-soft">{name}</span>
  ) : (
    <TextLink to={`/ledger/accounts/${id}`} className="block max-w-64 truncate">
      {name}
    </TextLink>
  )
}

const PLACES: Readonly<Record<string, (id: string) => { readonly to: string; readonly search?: Record<string, string> }>> = {
  commission: (id) => ({ to: '/commissions', search: { explain: id } }),
  statement: (id) => ({ to: `/statements/${id}` }),
  affiliate: (id) => ({ to: `/affiliates/${id}` }),
}

function Cause({ transfer: { causeType, causeId } }: { readonly transfer: LedgerTransfer }) {
  const t = useWords(ledgerWords)
  const word = wordFor(t as never, `cause_${causeType}`)
  const place = PLACES[causeType]?.(causeId)
  return place === undefined ? word : <TextLink {...place}>{word}</TextLink>
}
