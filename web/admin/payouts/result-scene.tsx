import { operatorApi } from '../../api/client.ts'
import type { PayoutReconciliationLine } from '../../api/operator-api.ts'
import { Amount, Count } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Stat, Stats } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMoneyCodes } from '../money/parts.tsx'
import { payoutWords } from './words.ts'

const OUTCOMES = ['applied', 'unchanged', 'discrepancy', 'error', 'ignored'] as const
const TONES = { applied: 'good', unchanged: 'quiet', discrepancy: 'bad', error: 'bad', ignored: 'quiet' } as const

/** What came of one file of a bank, line by line. */
export default function ResultScene() {
  const t = useWords(payoutWords)
  const id = useSceneParam('resultId')
  const [{ outcome }, setUrl] = useUrlState({ outcome: '' })
  const result = operatorApi.useGet('GET /payout-reconciliation/{id}', { params: { id } })
  const pages = operatorApi.useList('GET /payout-reconciliation/{id}/line', {
    params: { id },
    query: { outcome: OUTCOMES.find((known) => known === outcome) },
  })
  return (
    <Page
      title={result.data?.fileName ?? t('results')}
      back={{ to: '/payouts/results', label: t('backResults') }}
      subtitle={result.data && <Moment at={result.data.createdTs} />}
    >
      <Load of={result}>
        {({ applied, unchanged, discrepancies, errors, ignored }) => (
          <Stats>
            <Stat label={t('applied')} value={<Count value={applied} />} />
            <Stat label={t('unchanged')} value={<Count value={unchanged} />} />
            <Stat label={t('discrepancies')} value={<Count value={discrepancies} />} />
            <Stat label={t('errors')} value={<Count value={errors} />} />
            <Stat label={t('ignored')} value={<Count value={ignored} />} />
          </Stats>
        )}
      </Load>
      <DataTable
        name="bank-result-lines"
        label={t('results')}
        pages={pages}
        columns={useColumns()}
        rowId={({ number }) => String(number)}
        filters={
          <FilterSelect
            label={t('anyOutcome')}
            value={outcome}
            onChange={(next) => setUrl({ outcome: next })}
            options={OUTCOMES.map((known) => [known, t(`outcome_${known}`)])}
          />
        }
        empty={<Empty title={t('noResultLines')} />}
      />
    </Page>
  )
}

function useColumns(): Column<PayoutReconciliationLine>[] {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  return [
    { id: 'place', header: t('place'), cell: ({ place }) => place, text: ({ place }) => place },
    {
      id: 'outcome',
      header: t('outcome'),
      text: ({ outcome, message }) => `${outcome} ${message ?? ''}`,
      cell: ({ outcome, message }) => (
        <span>
          <Badge tone={TONES[outcome]}>{t(`outcome_${outcome}`)}</Badge>
          {message !== null && <span className="ml-2 text-soft">{message}</span>}
        </span>
      ),
    },
    {
      id: 'told',
      header: t('told'),
      cell: ({ told, bankReason }) => (
        <span>
          {told === null ? '–' : code('state', told)}
          {bankReason !== null && <span className="ml-2 text-soft">{bankReason}</span>}
        </span>
      ),
      text: ({ told }) => told,
    },
    {
      id: 'payout',
      header: t('endToEnd'),
      cell: ({ payoutId, endToEndId }) =>
        payoutId === null ? (
          <code className="font-mono text-xs">{endToEndId}</code>
        ) : (
          <TextLink to={`/payouts/list/${payoutId}`}>
            <code className="font-mono text-xs">{endToEndId}</code>
          </TextLink>
        ),
      text: ({ endToEndId }) => endToEndId,
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ amount, currency }) => (amount === null || currency === null ? '–' : <Amount value={amount} currency={currency} />),
      text: ({ amount }) => amount,
    },
  ]
}
