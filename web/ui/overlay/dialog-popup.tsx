import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { kitWords } from '../kit-words.ts'
import type { OverlayProps } from '../overlay.tsx'
import { useWords } from '../words.ts'
import { BACKDROP } from './backdrop.ts'

export default function DialogPopup({
  isOpen,
  onClose,
  title,
  hint,
  isWide = false,
  children,
}: OverlayProps & { readonly hint?: ReactNode; readonly isWide?: boolean }) {
  const t = useWords(kitWords)
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          className={classNames(
            'fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-surface p-5 shadow-pop',
            isWide ? 'max-w-2xl' : 'max-w-md',
          )}
        >
          <div className="mb-3 flex items-start gap-2">
            <Base.Title className="flex-1 text-base font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton label={t('close')} icon={<X className="size-4" />} className="-mt-1.5 -mr-2" />} />
          </div>
          {hint !== undefined && (
            <Base.Description render={<div />} className="mb-4 text-soft">
              {hint}
            </Base.Description>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
