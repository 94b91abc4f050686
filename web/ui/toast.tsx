import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

interface Shown {
  readonly id: number
  readonly text: string
  readonly tone: 'good' | 'bad'
}

const SHOWN_MS = 5_000
/** Bad news stays until it has been read. */
const SHOWN_BAD_MS = 15_000
const MOST_SHOWN = 4
const listeners = new Set<() => void>()
let shown: readonly Shown[] = []
let count = 0

/** Says in passing what was done, or why not: `toast(t('saved'))`, `toast(error.message, 'bad')`. Screen readers hear it too. */
export function toast(text: string, tone: 'good' | 'bad' = 'good'): void {
  count += 1
  const id = count
  show([...shown, { id, text, tone }].slice(-MOST_SHOWN))
  setTimeout(() => close(id), tone === 'bad' ? SHOWN_BAD_MS : SHOWN_MS)
}

function close(id: number): void {
  show(shown.filter((toast) => toast.id !== id))
}

function show(next: readonly Shown[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Where toasts appear; once per app. It is there before the first of them, or nobody would hear that one. */
export function Toasts() {
  const t = useWords(kitWords)
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <section
      aria-label={t('notifications')}
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-60 grid w-[calc(100vw-2rem)] max-w-sm gap-2"
    >
      {toasts.map(({ id, text, tone }) => (
        <div
          key={id}
          className={classNames(
            'pointer-events-auto flex items-start gap-2 rounded-lg border bg-surface p-3 shadow-pop',
            tone === 'bad' ? 'border-bad' : 'border-line',
          )}
        >
          <p className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{text}</p>
          <IconButton label={t('close')} icon={<X className="size-4" />} className="-my-1.5" onClick={() => close(id)} />
        </div>
      ))}
    </section>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
