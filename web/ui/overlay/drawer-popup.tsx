import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { IconButton } from '../button.tsx'
import { kitWords } from '../kit-words.ts'
import type { OverlayProps } from '../overlay.tsx'
import { useWords } from '../words.ts'
import { BACKDROP } from './backdrop.ts'

export default function DrawerPopup({ isOpen, onClose, title, children }: OverlayProps) {
  const t = useWords(kitWords)
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-full max-w-xl flex-col border-l border-line bg-surface shadow-pop transition-transform duration-150 data-ending-style:translate-x-full data-starting-style:translate-x-full">
          <div className="flex items-center gap-2 border-b border-line px-5 py-3">
            <Base.Title className="min-w-0 flex-1 truncate text-base font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton label={t('close')} icon={<X className="size-4" />} />} />
          </div>
          <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto p-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
