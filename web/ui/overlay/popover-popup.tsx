import { Popover as Base } from '@base-ui/react/popover'
import { useState } from 'react'
import { classNames } from '../class-names.ts'
import type { PopoverProps } from '../overlay.tsx'

export default function PopoverPopup({ trigger, label, align = 'start', className, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(true)
  return (
    <Base.Root open={isOpen} onOpenChange={setOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup
            aria-label={label}
            className={classNames(
              'max-w-[calc(100vw-1rem)] rounded-md border border-line bg-surface text-sm text-ink shadow-pop outline-none',
              className,
            )}
          >
            {children(() => setOpen(false))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
