import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

const manager = Base.createToastManager()
const SHOWN_MS = 5_000

/** Says in passing what was done, or why not: `toast('Saved')`, `toast(error.message, 'bad')`. Screen readers hear it too. */
export function toast(text: string, tone: 'good' | 'bad' = 'good'): void {
  manager.add({ title: text, type: tone, timeout: SHOWN_MS, priority: tone === 'bad' ? 'high' : 'low' })
}

/** Where toasts appear; once per app. */
export function Toasts() {
  return (
    <Base.Provider toastManager={manager}>
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-60 grid w-[calc(100vw-2rem)] max-w-sm gap-2">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const t = useWords(kitWords)
  const { toasts } = Base.useToastManager()
  return toasts.map((item) => (
    <Base.Root key={item.id} toast={item} className={classNames('rounded-lg border border-line bg-surface p-3 shadow-pop transition-opacity data-ending-style:opacity-0', item.type === 'bad' && 'border-bad')}>
      <Base.Content className="flex items-start gap-2">
        <Base.Title className="min-w-0 flex-1 font-medium" />
        <Base.Close render={<IconButton label={t('close')} icon={<X className="size-4" />} className="-my-1.5" />} />
      </Base.Content>
    </Base.Root>
  ))
}
