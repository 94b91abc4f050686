import { Check, CircleAlert, LoaderCircle } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Period, PeriodPreview } from '../../api/operator-api.ts'
import { Amount, Count, formatAmount } from '../../ui/amount.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { formatDay, Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { Steps } from '../../ui/steps.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { MoneyRow, MoneyState, usePeriodName, Whom } from '../money/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { useProgramNow } from './use-program-now.ts'
import { periodWords } from './words.ts'

/** One period on its way: preview, closing, review, seal. */
export default function PeriodScene() {
  const t = useWords(periodWords)
  const id = useSceneParam('period')
  const nameOf = usePeriodName()
  const period = operatorApi.useGet(
    'GET /period/{id}',
    { params: { id } },
    { everyMs: (data) => ((data as Period | undefined)?.status === 'calculating' ? 1_000 : false) },
  )
  return (
    <Page
      title={capital(nameOf(id))}
      back={{ to: '/periods', label: t('back') }}
      subtitle={period.data && <MoneyState state={period.data.status} />}
    >
      <Load of={period}>{(data) => <Content period={data} />}</Load>
    </Page>
  )
}

function Content({ period }: { readonly period: Period }) {
  const preview = operatorApi.useGet(
    'GET /period/{id}/preview',
    { params: { id: period.id } },
    { enabled: period.status !== 'calculating' },
  )
  return (
    <>
      <Progress status={period.status} />
      {period.status === 'calculating' ? (
        <Closing period={period} />
      ) : (
        <Load of={preview}>{(data) => <Reviewed period={period} preview={data} />}</Load>
      )}
    </>
  )
}

const STEPS = ['open', 'calculating', 'review', 'sealed'] as const

function Progress({ status }: { readonly status: Period['status'] }) {
  const t = useWords(periodWords)
  const at = STEPS.indexOf(status)
  return (
    <Steps
      names={[t('stepOpen'), t('stepClose'), t('stepReview'), t('stepSealed')]}
      at={at}
      done={status === 'sealed' ? STEPS.length : at}
    />
  )
}

function Closing({ period }: { readonly period: Period }) {
  const t = useWords(periodWords)
  const steps: readonly (readonly [isDone: boolean, text: string])[] = [
    [period.cutAt !== null, period.cutAt === null ? t('cutWaits') : t('cutDone')],
    [period.calculatedAt !== null, period.calculatedAt === null ? t('statementsWait') : t('statementsDone')],
  ]
  return (
    <Section title={t('closingTitle')} hint={t('closingHint')}>
      <ul role="status" className="grid gap-2">
        {steps.map(([isDone, text]) => (
          <li key={text} className="flex items-center gap-2">
            {isDone ? (
              <Check className="size-4 text-good" aria-hidden="true" />
            ) : (
              <LoaderCircle className="size-4 animate-spin text-soft" aria-hidden="true" />
            )}
            {text}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Reviewed({ period, preview }: { readonly period: Period; readonly preview: PeriodPreview }) {
  const t = useWords(periodWords)
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Section title={t('previewTitle')} hint={period.status === 'open' ? t('previewNow') : t('previewReview')}>
        <Sums preview={preview} />
      </Section>
      <div className="grid gap-6">
        <Action period={period} preview={preview} />
        {period.status !== 'sealed' && <Warnings period={period} warnings={preview.warnings} />}
        <History period={period} />
      </div>
    </div>
  )
}

function Sums({ preview }: { readonly preview: PeriodPreview }) {
  const t = useWords(periodWords)
  const { currency, opening, commissions, carryover, adjustments, vat, withheld, payouts, closing, payable, affiliates } = preview
  const moved: readonly (readonly [string, number])[] = [
    [t('commissions'), commissions],
    [t('carryover'), carryover],
    [t('adjustments'), adjustments],
    [t('vat'), vat],
    [t('withheld'), withheld],
    [t('payouts'), payouts],
  ]
  return (
    <div>
      <MoneyRow label={t('affiliates')}>
        <Count value={affiliates} />
      </MoneyRow>
      <MoneyRow label={t('opening')}>
        <Amount value={opening} currency={currency} />
      </MoneyRow>
      {moved
        .filter(([label, amount]) => amount !== 0 || label === t('commissions'))
        .map(([label, amount]) => (
          <MoneyRow key={label} label={label} isPart>
            <Amount value={amount} currency={currency} />
          </MoneyRow>
        ))}
      <MoneyRow label={t('closing')} isTotal>
        <Amount value={closing} currency={currency} />
      </MoneyRow>
      <MoneyRow label={<span className="text-soft">{t('payable')}</span>}>
        <Amount value={payable} currency={currency} />
      </MoneyRow>
    </div>
  )
}

function Warnings({ period, warnings }: { readonly period: Period; readonly warnings: PeriodPreview['warnings'] }) {
  const t = useWords(periodWords)
  if (warnings.length === 0) return <Notice tone="good">{t('noWarnings')}</Notice>
  return (
    <Section title={t('warnings')}>
      <ul className="grid gap-2">
        {warnings.map(({ code, count, affiliateIds }) => (
          <li key={code} className="flex gap-2">
            <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden="true" />
            <span>
              {t(`warn_${code}`, { count })} <WarningLink code={code} period={period} affiliateIds={affiliateIds} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const WARNING_PLACES: Readonly<Record<string, string>> = {
  unapproved_transactions: '/transactions/pending',
  unprocessed_transactions: '/transactions/failures',
}
const NAMES_SHOWN = 20

function WarningLink({
  code,
  period,
  affiliateIds,
}: {
  readonly code: string
  readonly period: Period
  readonly affiliateIds: readonly string[]
}): ReactNode {
  const t = useWords(periodWords)
  const [isOpen, setOpen] = useState(false)
  const place = WARNING_PLACES[code]
  if (place !== undefined) return <TextLink to={place}>{t('look')}</TextLink>
  if (affiliateIds.length === 0) return null
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="underline decoration-line underline-offset-3 hover:decoration-current"
      >
        {t('look')}
      </button>
      {isOpen && (
        <ul className="mt-1 grid gap-1">
          {affiliateIds.slice(0, NAMES_SHOWN).map((id) => (
            <li key={id}>
              <AffiliateName id={id} />
            </li>
          ))}
          {affiliateIds.length > NAMES_SHOWN && period.status === 'review' && (
            <li>
              <TextLink to="/statements" search={{ period: period.id }}>
                {t('seeStatements')}
              </TextLink>
            </li>
          )}
        </ul>
      )}
    </>
  )
}

/** Asked for one by one, and only those that somebody wants to see. */
function AffiliateName({ id }: { readonly id: string }) {
  const { data } = operatorApi.useGet('GET /affiliate/{id}', { params: { id } })
  return <Whom id={id} name={data?.name} />
}

function Action({ period, preview }: { readonly period: Period; readonly preview: PeriodPreview }) {
  const t = useWords(periodWords)
  const language = useLanguage()
  const now = useProgramNow()
  const mayWrite = useMay('ledger')
  const mayPay = useMay('payouts')
  const statements = (
    <ButtonLink to="/statements" search={{ period: period.id }}>
      {t('seeStatements')}
    </ButtonLink>
  )
  if (period.status === 'sealed') {
    return (
      <Section title={t('sealedTitle')} hint={t('sealedHint')}>
        <div className="flex flex-wrap gap-2">
          {mayPay && (
            <ButtonLink look="primary" to="/payouts/new" search={{ through: period.id }}>
              {t('pay')}
            </ButtonLink>
          )}
          {statements}
          <ButtonLink to="/invoices" search={{ period: period.id }}>
            {t('seeInvoices')}
          </ButtonLink>
        </div>
      </Section>
    )
  }
  if (period.status === 'review') {
    return (
      <Section title={t('reviewTitle')} hint={t('reviewHint')}>
        <div className="flex flex-wrap gap-2">
          {mayWrite && <SealButton period={period} preview={preview} />}
          {statements}
        </div>
      </Section>
    )
  }
  const isOver = now !== undefined && period.until <= now
  if (!isOver) return <Notice>{t('notOver', { day: formatDay(period.lastDay, language) })}</Notice>
  return mayWrite ? (
    <div>
      <CloseButton period={period} preview={preview} />
    </div>
  ) : null
}

function CloseButton({ period, preview }: { readonly period: Period; readonly preview: PeriodPreview }) {
  const t = useWords(periodWords)
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /period/{id}/close')
  const values = useValues(period, preview)
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('close')}
      </Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('closeTitle', values)}
        confirmLabel={t('close')}
        onConfirm={() => mutateAsync({ params: { id: period.id }, body: {} })}
      >
        {t('closeText', values)}
      </Confirm>
    </>
  )
}

function SealButton({ period, preview }: { readonly period: Period; readonly preview: PeriodPreview }) {
  const t = useWords(periodWords)
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /period/{id}/seal')
  const values = useValues(period, preview)
  const seal = async () => {
    await mutateAsync({ params: { id: period.id }, body: {} })
    toast(t('sealed', values))
  }
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('seal')}
      </Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('sealTitle', values)} confirmLabel={t('seal')} onConfirm={seal}>
        {t('sealText', values)}
      </Confirm>
    </>
  )
}

function useValues({ id }: Period, { affiliates, closing, currency }: PeriodPreview) {
  const language = useLanguage()
  return { period: usePeriodName()(id), count: affiliates, closing: formatAmount(closing, currency, language) }
}

function History({ period }: { readonly period: Period }) {
  const t = useWords(periodWords)
  const language = useLanguage()
  const { firstDay, lastDay, closeRequestedBy, closeRequestedAt, cutAt, calculatedAt, sealedBy, sealedAt } = period
  const items: readonly (readonly [string, ReactNode])[] = [
    [t('days'), `${formatDay(firstDay, language)} – ${formatDay(lastDay, language)}`],
    ...(closeRequestedBy === null
      ? []
      : [
          [
            t('closedBy'),
            <span key="by">
              <Actor actor={closeRequestedBy} /> · <Moment at={closeRequestedAt} />
            </span>,
          ] as const,
        ]),
    ...(cutAt === null ? [] : [[t('cutAt'), <Moment key="cut" at={cutAt} />] as const]),
    ...(calculatedAt === null ? [] : [[t('calculatedAt'), <Moment key="calculated" at={calculatedAt} />] as const]),
    ...(sealedBy === null
      ? []
      : [
          [
            t('sealedBy'),
            <span key="sealed">
              <Actor actor={sealedBy} /> · <Moment at={sealedAt} />
            </span>,
          ] as const,
        ]),
  ]
  return (
    <Section>
      <Facts items={items} />
    </Section>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
