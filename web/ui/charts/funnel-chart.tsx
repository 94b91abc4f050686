import type { ReactNode } from 'react'
import { ChartEmpty } from './chart-empty.tsx'
import { funnelPath } from './geometry.ts'
import { useWidth } from './use-width.ts'
import { useLanguage } from '../words.ts'
import { numberFormat } from '../intl-formats.ts'

export type FunnelStep = { readonly key: string; readonly label: string; readonly value: number }

/** How many get from each step to the next. The steps are a list with their numbers; the shape behind them only shows it. */
export function FunnelChart({
  label,
  steps,
  format,
  shareOfFirst,
  height = 180,
  empty,
}: {
  readonly label: string
  readonly steps: readonly FunnelStep[]
  readonly format: (value: number) => string
  /** How a share of the first step is told, such as "12.5 % of clicks". */
  readonly shareOfFirst: (percent: string) => string
  readonly height?: number | undefined
  readonly empty: ReactNode
}) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const language = useLanguage()
  const first = steps[0]?.value ?? 0
  if (!steps.some((step) => step.value > 0)) return <ChartEmpty height={height}>{empty}</ChartEmpty>
  return (
    <figure className="min-w-0" aria-label={label}>
      <div ref={ref} className="relative hidden sm:block" style={{ height }}>
        {width > 0 && (
          <svg width={width} height={height} className="block" aria-hidden="true">
            <path
              d={funnelPath(
                steps.map((step) => step.value),
                width,
                height,
              )}
              fill="var(--chart-1)"
              fillOpacity={0.85}
            />
          </svg>
        )}
        <div className="pointer-events-none absolute inset-0 flex divide-x divide-line">
          {steps.map((step) => (
            <span key={step.key} className="flex-1" />
          ))}
        </div>
      </div>
      <ol className="grid gap-3 sm:mt-2 sm:flex sm:gap-0">
        {steps.map((step, index) => (
          <li key={step.key} className="min-w-0 sm:flex-1 sm:px-2">
            <p className="flex items-baseline justify-between gap-2 text-xs text-soft sm:block">
              <span>{step.label}</span>
              <span className="font-medium text-ink tabular-nums sm:block sm:text-base">{format(step.value)}</span>
            </p>
            <div className="my-1 h-2 rounded-full bg-line sm:hidden" aria-hidden="true">
              <div className="h-full rounded-full bg-(--chart-1)" style={{ width: `${shareOf(step.value, first) * 100}%` }} />
            </div>
            {index > 0 && first > 0 && (
              <p className="text-xs text-soft tabular-nums">{shareOfFirst(percentOf(shareOf(step.value, first), language))}</p>
            )}
          </li>
        ))}
      </ol>
    </figure>
  )
}

function shareOf(value: number, first: number): number {
  return first > 0 ? Math.min(1, Math.max(0, value / first)) : 0
}

function percentOf(share: number, language: string): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share)
}
