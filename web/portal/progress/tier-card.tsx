import type { TierProgress } from '../../api/portal-api.ts'
import { formatAmount, formatCount } from '../../ui/amount.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Section } from '../../ui/page.tsx'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { useBrandName, useComponentName } from '../activity/parts.tsx'
import { progressWords } from './words.ts'

/** Where the affiliate stands between two tiers, and all tiers with their rates. */
export function TierCard({ tier }: { readonly tier: TierProgress }) {
  const t = useWords(progressWords)
  const language = useLanguage()
  const componentName = useComponentName()
  const brandName = useBrandName()
  const shown = (value: number) => (tier.isCount ? formatCount(value, language) : formatAmount(value, tier.currency, language))
  const floor = tier.bands.findLast(({ from }) => from <= tier.current)?.from ?? 0
  const share = tier.next === null ? 1 : Math.max(0, Math.min(1, (tier.current - floor) / (tier.next.from - floor)))
  const window = typeof tier.window === 'string' ? t(`window_${tier.window}`) : t('window_days', { days: tier.window.days })
  const of = tier.scopeId === null ? '' : ` · ${brandName(tier.scopeId)}`
  return (
    <Section
      title={`${componentName(tier.component)} · ${tier.plan}${of}`}
      hint={`${wordFor(t as never, `metric_${tier.metric}`)}, ${window}`}
    >
      <div className="grid gap-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="text-xl font-semibold tracking-tight tabular-nums">{shown(tier.current)}</span>
          <span className="font-medium">{t('now', { rate: tier.rate })}</span>
        </div>
        <div
          role="progressbar"
          aria-label={componentName(tier.component)}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          className="h-2 rounded-full bg-line"
        >
          <div className="h-full rounded-full bg-(--chart-1)" style={{ width: `${share * 100}%` }} />
        </div>
        <p className="text-soft">
          {tier.next === null ? t('highest') : t('toNext', { missing: shown(tier.next.missing), rate: tier.next.rate })}
        </p>
        <ol aria-label={t('tierTable', { plan: tier.plan })} className="grid gap-1 border-t border-line pt-3">
          {tier.bands.map(({ from, rate }) => (
            <li
              key={from}
              aria-current={from === floor ? 'step' : undefined}
              className={classNames(
                'flex justify-between rounded px-2 py-0.5 tabular-nums',
                from === floor ? 'bg-raised font-medium' : 'text-soft',
              )}
            >
              <span>{t('fromHere', { from: shown(from) })}</span>
              <span>{rate} %</span>
            </li>
          ))}
        </ol>
        <p className="text-xs text-soft">{t(tier.application)}</p>
      </div>
    </Section>
  )
}
