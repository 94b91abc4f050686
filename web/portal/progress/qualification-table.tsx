import { portalApi } from '../../api/client.ts'
import type { QualificationProgress } from '../../api/portal-api.ts'
import { Amount, formatAmount, formatCount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { Day } from '../customers/customer-parts.tsx'
import { useComponentName } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { progressWords } from './words.ts'

const TONES = { open: 'info', qualified: 'good', ended: 'quiet', excluded: 'bad' } as const
const COUNTED = 'minDeposits'

/** What each customer is missing to qualify: "14.00 of 20.00 deposited, 9 days left". */
export function QualificationTable() {
  const t = useWords(progressWords)
  const pages = portalApi.useList('GET /progress/customer', {})
  return (
    <DataTable
      name="qualification"
      label={t('customers')}
      pages={pages}
      rowId={({ customerId, component }) => `${customerId} ${component}`}
      rowLink={({ customerId }) => `/customers/${customerId}`}
      columns={useColumns()}
      empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/plan">{t('toPlan')}</ButtonLink>} />}
    />
  )
}

function useColumns(): readonly Column<QualificationProgress>[] {
  const t = useWords(progressWords)
  const shared = useWords(activityWords)
  const componentName = useComponentName()
  return [
    {
      id: 'customer',
      header: shared('customer'),
      cell: ({ customer }) => <span className="font-mono text-xs">{customer}</span>,
      text: ({ customer }) => customer,
    },
    {
      id: 'registered',
      header: t('registeredOn'),
      cell: ({ registeredOn }) => <Day day={registeredOn} />,
      text: ({ registeredOn }) => registeredOn,
    },
    {
      id: 'component',
      header: shared('component'),
      cell: ({ component, levelsReached, levels }) => (
        <>
          {componentName(component)}
          {levels > 1 && <span className="ml-1 text-xs text-soft">{t('levels', { reached: levelsReached, all: levels })}</span>}
        </>
      ),
      text: ({ component }) => componentName(component),
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state }) => <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>,
      text: ({ state }) => t(`state_${state}`),
    },
    { id: 'missing', header: t('missing'), cell: (row) => <Missing row={row} /> },
    {
      id: 'worth',
      header: t('worth'),
      cell: ({ nextAmount, currency }) => <Amount value={nextAmount} currency={currency} />,
      text: ({ nextAmount }) => nextAmount,
      isNumber: true,
    },
  ]
}

function Missing({ row: { requirements, daysLeft, state, currency } }: { readonly row: QualificationProgress }) {
  const t = useWords(progressWords)
  const language = useLanguage()
  if (state === 'qualified' || state === 'excluded') return <span className="text-soft">–</span>
  const told = ({ requirement, have, need }: QualificationProgress['requirements'][number]) => {
    if (typeof have === 'number' && typeof need === 'number') {
      const shown = (value: number) => (requirement === COUNTED ? formatCount(value, language) : formatAmount(value, currency, language))
      return t('of', { have: shown(have), need: shown(need) })
    }
    if (Array.isArray(need)) return t('of', { have: have === null ? '–' : String(have), need: need.join(', ') })
    return t(have === true ? 'yes' : 'no')
  }
  return (
    <ul className="grid gap-0.5">
      {requirements
        .filter(({ isMet }) => !isMet)
        .map((requirement) => (
          <li key={requirement.requirement} className="flex flex-wrap items-center gap-x-2">
            <span className="text-soft">{wordFor(t as never, requirement.requirement)}</span>
            <span className="tabular-nums">{told(requirement)}</span>
            <Bar have={requirement.have} need={requirement.need} />
          </li>
        ))}
      {daysLeft !== null && state === 'open' && <li className="text-xs text-soft">{t('daysLeft', { count: daysLeft })}</li>}
    </ul>
  )
}

function Bar({ have, need }: { readonly have: unknown; readonly need: unknown }) {
  if (typeof have !== 'number' || typeof need !== 'number' || need <= 0) return null
  return (
    <span aria-hidden="true" className="h-1 w-16 rounded-full bg-line">
      <span className="block h-full rounded-full bg-(--chart-1)" style={{ width: `${Math.max(0, Math.min(1, have / need)) * 100}%` }} />
    </span>
  )
}
