import { formatCount } from '../../ui/amount.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { transactionWords } from './words.ts'

interface Batch {
  readonly accepted: number
  readonly queued: number
  readonly failed: number
}

/** How far a batch is: what has become something, what failed, and what is on its way. */
export function BatchProgress({ batch: { accepted, queued, failed } }: { readonly batch: Batch }) {
  const t = useWords(transactionWords)
  const language = useLanguage()
  const share = (count: number) => `${(100 * count) / accepted}%`
  const text = t('progressOf', { done: formatCount(accepted - queued, language), count: formatCount(accepted, language) })
  return (
    <div
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={accepted}
      aria-valuenow={accepted - queued}
      aria-label={text}
      title={text}
      className="flex h-2 overflow-hidden rounded-full bg-raised"
    >
      <div className="bg-good" style={{ width: share(accepted - queued - failed) }} />
      <div className="bg-bad" style={{ width: share(failed) }} />
    </div>
  )
}
