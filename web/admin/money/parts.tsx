import type { ReactNode } from 'react'
import { ApiError } from '../../api/request.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Notice } from '../../ui/page.tsx'
import { type Language, useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { moneyWords } from './words.ts'
import { dateFormat } from '../../ui/intl-formats.ts'

type CodeKind = 'state' | 'why' | 'method' | 'rail' | 'section' | 'component'

/** Names of the API's codes: `code('why', 'below_minimum')`. What has no word is shown as it is, legibly. */
export function useMoneyCodes(): (kind: CodeKind, code: string) => string {
  const t = useWords(moneyWords)
  return (kind, code) => {
    const [base = code, number] = kind === 'component' ? code.split('.') : [code]
    const name = `${kind}_${base}`
    const word = wordFor(t as never, name)
    return (word === name ? base.replaceAll('_', ' ') : word) + (number === undefined ? '' : ` ${number}`)
  }
}

export function MoneyState({ state }: { readonly state: string }) {
  const code = useMoneyCodes()
  return <StatusBadge state={STATE_LOOK[state] ?? state}>{code('state', state)}</StatusBadge>
}

/** States whose colour is that of another. */
const STATE_LOOK: Readonly<Record<string, string>> = {
  open: 'archived',
  preparing: 'running',
  empty: 'archived',
  mismatch: 'failed',
  matched: 'done',
  stored: 'queued',
  sent: 'instructed',
  approved: 'instructed',
}

/** Beside a row's own link: above its surface. */
export function Whom({ id, name }: { readonly id: string; readonly name?: string | undefined }) {
  return (
    <TextLink to={`/affiliates/${id}`} className="relative z-10">
      {name ?? id}
    </TextLink>
  )
}

/** A period as people say it: `2026-10` → October 2026. */
export function usePeriodName(): (period: string) => string {
  const language = useLanguage()
  return (period) => periodName(period, language)
}

export function periodName(period: string, language: Language): string {
  const [, year, month, half] = /^(\d{4})-(\d{2})(?:-H([12]))?$/.exec(period) ?? []
  if (year === undefined) return period
  const text = dateFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${year}-${month}-01T00:00:00Z`))
  return half === undefined ? text : `${text}, ${half}/2`
}

interface ReasonDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly isDanger?: boolean
  readonly onConfirm: (reason: string) => Promise<unknown>
}

/** Asks for a reason before something that counts, after saying what comes of it. */
export function ReasonDialog({ isOpen, onClose, title, children, confirmLabel, isDanger = false, onConfirm }: ReasonDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <ReasonForm {...{ onClose, confirmLabel, isDanger, onConfirm }}>{children}</ReasonForm>
    </Dialog>
  )
}

function ReasonForm({ onClose, children, confirmLabel, isDanger, onConfirm }: Omit<ReasonDialogProps, 'isOpen' | 'title'>) {
  const t = useWords(moneyWords)
  const form = useFields({ reason: '' })
  const submit = async ({ reason }: { reason: string }) => {
    await onConfirm(reason)
    form.reset()
    onClose()
  }
  return (
    <Form form={form} onSubmit={submit} submitLabel={confirmLabel} look={isDanger === true ? 'danger' : 'primary'}>
      <div className="text-soft">{children}</div>
      <TextAreaField name="reason" label={t('reason')} hint={t('reasonHint')} rows={3} isRequired />
    </Form>
  )
}

/** Why the reader's own yes is not enough, and how to get another's. */
export function SecondPersonNotice() {
  const t = useWords(moneyWords)
  return (
    <Notice tone="warn" title={t('secondPerson')}>
      <p>{t('secondPersonHint')}</p>
      <div className="mt-2 max-w-xl">
        <CopyField value={window.location.href} label={t('copyAddress')} />
      </div>
    </Notice>
  )
}

export function needsSecondPerson(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'second_person_required'
}

/** One step of a movement from what was owed to what is owed: label left, amount right. */
export function MoneyRow({
  label,
  children,
  isTotal = false,
  isPart = false,
}: {
  readonly label: ReactNode
  readonly children: ReactNode
  readonly isTotal?: boolean
  readonly isPart?: boolean
}) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 py-1.5 ${isTotal ? 'border-t border-line font-semibold' : ''} ${isPart ? 'pl-4 text-soft' : ''}`}
    >
      <span className="min-w-0">{label}</span>
      <span className="text-right tabular-nums">{children}</span>
    </div>
  )
}
