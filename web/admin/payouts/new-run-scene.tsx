import { useNavigate } from '@tanstack/react-router'
import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { PayoutPreview } from '../../api/operator-api.ts'
import { Amount, Count, formatAmount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Page, Stat, Stats } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useMoneyCodes, usePeriodName } from '../money/parts.tsx'
import { plus } from '../money/sums.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useCurrency } from '../shell/session.tsx'
import { FreezeNotice } from './freeze.tsx'
import { WhyNot } from './left-out.tsx'
import { payoutWords } from './words.ts'

const AT_ONCE = 500

/** Who would be paid and who not; then the run is prepared. */
export default function NewRunScene() {
  const t = useWords(payoutWords)
  const columns = useColumns()
  const [{ through, currency, affiliateId, show }, setUrl] = useUrlState({ through: '', currency: '', affiliateId: '', show: '' })
  const all = operatorApi.useList('GET /payout-run/preview', { query: { limit: AT_ONCE, throughPeriod: through, currency, affiliateId } })
  const paid = all.rows.filter((row) => row.reason === null)
  const shown = show === 'paid' ? paid : show === 'left' ? all.rows.filter((row) => row.reason !== null) : all.rows
  const currencies = [
    ...new Set([...paid.flatMap((row) => (row.paid === null ? [] : [row.paid.currency])), ...(currency === '' ? [] : [currency])]),
  ]
  return (
    <Page
      title={t('newTitle')}
      subtitle={t('newHint')}
      back={{ to: '/payouts', label: t('back') }}
      actions={<PrepareButton paid={paid} isPart={all.hasMore} order={{ through, currency, affiliateId }} />}
    >
      <FreezeNotice />
      <Sums paid={paid} leftOut={all.rows.length - paid.length} isPart={all.hasMore} />
      <DataTable
        name="payout-preview"
        label={t('newTitle')}
        pages={{ ...all, rows: shown }}
        columns={columns}
        rowId={(row) => row.affiliateId}
        filters={
          <>
            <ThroughFilter value={through} onChange={(next) => setUrl({ through: next })} />
            <FilterSelect
              label={t('anyCurrency')}
              value={currency}
              onChange={(next) => setUrl({ currency: next })}
              options={currencies.map((one) => [one, one])}
            />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
            <FilterSelect
              label={t('all')}
              value={show}
              onChange={(next) => setUrl({ show: next })}
              options={[
                ['paid', t('wouldPay')],
                ['left', t('wouldLeave')],
              ]}
            />
          </>
        }
        empty={<Empty icon={<HandCoins />} title={t('nobody')} />}
      />
    </Page>
  )
}

function ThroughFilter({ value, onChange }: { readonly value: string; readonly onChange: (period: string) => void }) {
  const t = useWords(payoutWords)
  const nameOf = usePeriodName()
  const { rows } = operatorApi.useList('GET /period', { query: { limit: 100 } })
  return (
    <FilterSelect
      label={t('anyTime')}
      value={value}
      onChange={onChange}
      options={rows.filter(({ status }) => status === 'sealed').map(({ id }) => [id, `${t('throughPeriod')} ${nameOf(id)}`])}
    />
  )
}

function Sums({ paid, leftOut, isPart }: { readonly paid: readonly PayoutPreview[]; readonly leftOut: number; readonly isPart: boolean }) {
  const t = useWords(payoutWords)
  const own = useCurrency()
  const below = isPart ? { below: t('seenSoFar') } : {}
  return (
    <Stats>
      <Stat label={t('wouldPay')} value={<Amount value={plus(...paid.map(({ amount }) => amount))} currency={own} />} {...below} />
      <Stat label={t('title')} value={<Count value={paid.length} />} {...below} />
      <Stat label={t('wouldLeave')} value={<Count value={leftOut} />} {...below} />
    </Stats>
  )
}

function PrepareButton({
  paid,
  isPart,
  order,
}: {
  readonly paid: readonly PayoutPreview[]
  readonly isPart: boolean
  readonly order: { readonly through: string; readonly currency: string; readonly affiliateId: string }
}) {
  const t = useWords(payoutWords)
  const language = useLanguage()
  const own = useCurrency()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /payout-run')
  const { through, currency, affiliateId } = order
  const prepare = async () => {
    const run = await mutateAsync({
      body: {
        ...(through !== '' && { throughPeriod: through }),
        ...(currency !== '' && { currency }),
        ...(affiliateId !== '' && { affiliateIds: [affiliateId] }),
      },
    })
    toast(t('preparedToast'))
    await navigate({ to: `/payouts/runs/${run.id}` as string })
  }
  const amount = formatAmount(plus(...paid.map((row) => row.amount)), own, language)
  return (
    <>
      <Button look="primary" disabled={paid.length === 0} onClick={() => setOpen(true)}>
        {t('prepare')}
      </Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('prepareTitle')} confirmLabel={t('prepare')} onConfirm={prepare}>
        {t('prepareText', { amount: isPart ? `≥ ${amount}` : amount, count: isPart ? `≥ ${paid.length}` : paid.length })}
      </Confirm>
    </>
  )
}

function useColumns(): Column<PayoutPreview>[] {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const own = useCurrency()
  return [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
      text: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
    },
    {
      id: 'why',
      header: t('state'),
      text: ({ reason }) => reason ?? 'paid',
      cell: ({ reason, ...rest }) => (reason === null ? <Badge tone="good">{t('wouldPay')}</Badge> : <WhyNot of={{ reason, ...rest }} />),
    },
    {
      id: 'method',
      header: t('method'),
      cell: ({ paid }) => (paid === null ? null : code('method', paid.methodKind)),
      text: ({ paid }) => paid?.methodKind,
    },
    {
      id: 'paid',
      header: t('paid'),
      isNumber: true,
      cell: ({ paid }) => (paid === null || paid.currency === own ? null : <Amount value={paid.amount} currency={paid.currency} />),
      text: ({ paid }) => paid?.amount,
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ amount }) => <Amount value={amount} currency={own} />,
      text: ({ amount }) => amount,
    },
  ]
}
