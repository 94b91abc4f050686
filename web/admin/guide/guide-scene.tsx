import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../ui/button.tsx'
import { Badge } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Notice, Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateStep, BrandStep, ClickStep, CustomerStep, PlanStep, SaleStep } from './steps.tsx'
import { useProgress } from './use-progress.ts'
import { guideWords } from './words.ts'

/** From nothing to a commission, each step checked live. */
export default function GuideScene() {
  const t = useWords(guideWords)
  const progress = useProgress()
  if (progress === undefined)
    return (
      <Page title={t('title')}>
        <Loading />
      </Page>
    )
  const { brand, plan, affiliate, click, customer, transaction } = progress
  const steps: readonly (readonly [title: string, hint: string, isDone: boolean, content: ReactNode])[] = [
    [t('brand'), t('brandHint'), brand !== undefined, <BrandStep key="brand" {...progress} />],
    [t('plan'), t('planHint'), plan !== undefined, <PlanStep key="plan" {...progress} />],
    [t('affiliate'), t('affiliateHint'), affiliate !== undefined, <AffiliateStep key="affiliate" {...progress} />],
    [t('click'), t('clickHint'), click !== undefined, <ClickStep key="click" {...progress} />],
    [t('customer'), t('customerHint'), customer !== undefined, <CustomerStep key="customer" {...progress} />],
    [t('sale'), t('saleHint'), transaction !== undefined, <SaleStep key="sale" {...progress} />],
  ]
  const current = steps.findIndex(([, , isDone]) => !isDone)
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      {current === -1 && (
        <Notice tone="good" title={t('allDone')}>
          <div className="flex flex-wrap items-center justify-between gap-2">
            {t('allDoneHint')}
            <ButtonLink to="/" look="primary">
              {t('toHome')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      <ol className="grid gap-3">
        {steps.map(([title, hint, isDone, content], index) => (
          <Step key={title} number={index + 1} title={title} hint={hint} state={isDone ? 'done' : index === current ? 'next' : 'waiting'}>
            {content}
          </Step>
        ))}
      </ol>
    </Page>
  )
}

function Step({
  number,
  title,
  hint,
  state,
  children,
}: {
  readonly number: number
  readonly title: string
  readonly hint: string
  readonly state: 'done' | 'next' | 'waiting'
  readonly children: ReactNode
}) {
  const t = useWords(guideWords)
  return (
    <li
      aria-current={state === 'next' ? 'step' : undefined}
      className={classNames('rounded-lg border bg-surface p-4', state === 'next' ? 'border-accent' : 'border-line')}
    >
      <div className="flex items-start gap-3">
        <span
          aria-hidden="true"
          className={classNames(
            'grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold',
            state === 'done' ? 'bg-good-soft text-good' : 'bg-raised text-soft',
          )}
        >
          {state === 'done' ? <Check className="size-4" /> : number}
        </span>
        <div className="grid min-w-0 flex-1 gap-2">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="text-base font-semibold">{title}</h2>
            <Badge tone={state === 'done' ? 'good' : state === 'next' ? 'info' : 'quiet'}>{t(state)}</Badge>
          </div>
          <p className="text-soft">{hint}</p>
          {state !== 'waiting' && children}
        </div>
      </div>
    </li>
  )
}
