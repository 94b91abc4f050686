import { useBlocker } from '@tanstack/react-router'
import { kitWords } from './kit-words.ts'
import { Confirm } from './overlay.tsx'
import { useWords } from './words.ts'

/** Asks before somebody leaves what was not saved, by a link, by going back or by closing the window. `isUnsaved` is asked when it happens. */
export function LeaveGuard({ isUnsaved }: { readonly isUnsaved: () => boolean }) {
  const t = useWords(kitWords)
  const { status, proceed, reset } = useBlocker({
    // Filters and tabs of the same page lose nothing.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  })
  return (
    <Confirm
      isOpen={status === 'blocked'}
      onClose={() => reset?.()}
      title={t('leaveAsk')}
      confirmLabel={t('leave')}
      onConfirm={async () => proceed?.()}
      isDanger
    >
      {t('leaveHint')}
    </Confirm>
  )
}
