import type { ReactNode } from 'react'
import type { ApiError } from '../api/request.ts'
import { Button } from './button.tsx'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

/** Grey bars where text will be. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const t = useWords(kitWords)
  return (
    <div role="status" aria-label={t('loading')} className="grid gap-3 py-4">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="h-4 animate-pulse rounded bg-raised" style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

/** Nothing yet: what would be here, and `action` leads on. */
export function Empty({
  title,
  hint,
  icon,
  action,
}: {
  readonly title: string
  readonly hint?: ReactNode
  readonly icon?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-12 text-center">
      {icon !== undefined && (
        <div className="mb-1 grid size-10 place-items-center rounded-full bg-raised text-soft" aria-hidden="true">
          {icon}
        </div>
      )}
      <p className="text-base font-medium">{title}</p>
      {hint !== undefined && <div className="max-w-md text-soft">{hint}</div>}
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** What went wrong, in the API's words, and a way to try again. */
export function Failed({ error, onRetry }: { readonly error: ApiError; readonly onRetry?: () => void }) {
  const t = useWords(kitWords)
  if (error.status === 403) return <Empty title={t('notAllowed')} hint={t('notAllowedHint')} />
  if (error.status === 404) return <Empty title={t('notFound')} hint={t('notFoundHint')} />
  return (
    <div role="alert">
      <Empty
        title={t('failed')}
        hint={
          <>
            {error.code === 'unreachable' ? t('unreachable') : error.message}
            {error.requestId !== undefined && <span className="mt-1 block text-xs">{t('failedHint', { id: error.requestId })}</span>}
          </>
        }
        action={onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
      />
    </div>
  )
}

interface Loaded<Data> {
  readonly data: Data | undefined
  readonly error: ApiError | null
  readonly refetch?: () => unknown
}

/** Decides loading, error or content for one answer: `<Load of={useGet(…)}>{(brand) => …}</Load>`. */
export function Load<Data>({ of, children }: { readonly of: Loaded<Data>; readonly children: (data: Data) => ReactNode }) {
  if (of.data !== undefined) return children(of.data)
  if (of.error !== null) return <Failed error={of.error} onRetry={() => void of.refetch?.()} />
  return <Loading />
}
