import { useCallback } from 'react'
import type { Commission, Tracking, Transaction } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { TextLink } from '../../ui/link.tsx'
import { useWords, wordFor } from '../../ui/words.ts'
import { activityWords } from './words.ts'

/** Beside a row's own link: above its surface. */
const ABOVE = 'relative z-10'
/** One line in a table, however long. */
const NAME = 'inline-block max-w-52 truncate align-bottom'

export const TRANSACTION_STATES = ['pending', 'approved', 'paid', 'rejected', 'moved'] as const
export const COMMISSION_STATES = ['pending', 'approved', 'paid', 'rejected', 'reversed'] as const
export const COMPONENTS = [
  'revenue_share',
  'cpa',
  'cpl',
  'cpc',
  'percent_of_sale',
  'fixed_per_sale',
  'period_fee',
  'sub_affiliate',
  'bonus',
] as const

/** Names of the API's codes: `code('state', 'pending')`. What has no word is shown as it is. */
export function useCodes(): (kind: 'state' | 'type' | 'component' | 'via', code: string) => string {
  const t = useWords(activityWords)
  return useCallback(
    (kind, code) => {
      const [base = code, number] = kind === 'component' ? code.split('.') : [code]
      const name = `${kind}_${base}`
      const word = wordFor(t as never, name)
      return (word === name ? base : word) + (number === undefined ? '' : ` ${number}`)
    },
    [t],
  )
}

/** The badge of a transaction's or a commission's state. */
export function State({ state }: { readonly state: Transaction['status'] | Commission['status'] }) {
  const code = useCodes()
  return <StatusBadge state={state}>{code('state', state)}</StatusBadge>
}

export function AffiliateLink({ id, name }: { readonly id: string | null; readonly name: string | null }) {
  const t = useWords(activityWords)
  if (id === null) return <span className="text-soft">{t('organic')}</span>
  return (
    <TextLink to={`/affiliates/${id}`} className={ABOVE}>
      <span className={NAME}>{name ?? id}</span>
    </TextLink>
  )
}

export function CustomerLink({ id, name }: { readonly id: string | null; readonly name: string | null }) {
  const t = useWords(activityWords)
  if (id === null) return <span className="text-soft">{t('anonymous')}</span>
  return (
    <TextLink to={`/customers/${id}`} className={ABOVE}>
      <span className={NAME}>{name ?? id}</span>
    </TextLink>
  )
}

export function StatementLink({ id, period }: { readonly id: string | null; readonly period: string }) {
  return id === null ? (
    <span className="tabular-nums">{period}</span>
  ) : (
    <TextLink to={`/statements/${id}`} className={`${ABOVE} tabular-nums`}>
      {period}
    </TextLink>
  )
}

export function affiliateOf(tracking: Tracking | null): { readonly id: string | null; readonly name: string | null } {
  return { id: tracking?.affiliateId ?? null, name: tracking?.affiliateName ?? null }
}

/** What a transaction is about: the sale, the deposit, else what it brought. */
export function amountOf(transaction: Transaction): number {
  const { type, saleAmount, depositAmount, withdrawalAmount, wageredAmount, bonusAmount, grossRevenue } = transaction
  const own: Readonly<Record<string, number>> = {
    sale: saleAmount,
    deposit: depositAmount,
    withdrawal: withdrawalAmount,
    wager: wageredAmount,
    bonus: bonusAmount,
  }
  const named = own[type]
  if (named !== undefined && named !== 0) return named
  return [saleAmount, depositAmount, grossRevenue, withdrawalAmount, bonusAmount, wageredAmount].find((amount) => amount !== 0) ?? 0
}

/** What it earned whoever it belongs to. Sums of exact parts, rounded to the digits that amounts have. */
export function commissionOf({ revShareCommission, cpaCommission, fixedCommission }: Transaction): number {
  return Number((revShareCommission + cpaCommission + fixedCommission).toFixed(6))
}
