import { type ButtonHTMLAttributes, cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'
import type { ApiError } from '../api/request.ts'
import { Button } from './button.tsx'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

// What lies over a page is not needed to draw the page: its parts are loaded when somebody comes near.
const DialogPopup = lazy(() => import('./overlay/dialog-popup.tsx'))
const DrawerPopup = lazy(() => import('./overlay/drawer-popup.tsx'))
const loadMenu = () => import('./overlay/menu-popup.tsx')
const MenuPopup = lazy(loadMenu)
const loadPopover = () => import('./overlay/popover-popup.tsx')
const PopoverPopup = lazy(loadPopover)

export interface OverlayProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
}

/** A question or a short form in the middle of the screen. */
export function Dialog(props: OverlayProps & { readonly hint?: ReactNode; readonly isWide?: boolean }) {
  return (
    useWasOpened(props.isOpen) && (
      <Suspense>
        <DialogPopup {...props} />
      </Suspense>
    )
  )
}

/** Details beside the list they belong to; the whole width on a phone. */
export function Drawer(props: OverlayProps) {
  return (
    useWasOpened(props.isOpen) && (
      <Suspense>
        <DrawerPopup {...props} />
      </Suspense>
    )
  )
}

/** It stays once it was there, so that it can leave the way it came. */
function useWasOpened(isOpen: boolean): boolean {
  const [wasOpened, setWasOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setWasOpened(true)
  return wasOpened || isOpen
}

/** Asks before something that counts. `onConfirm` may take its time; what refuses it is shown here. */
export function Confirm({
  isOpen,
  onClose,
  title,
  children,
  confirmLabel,
  onConfirm,
  isDanger = false,
}: OverlayProps & { readonly confirmLabel: string; readonly onConfirm: () => Promise<unknown>; readonly isDanger?: boolean }) {
  const t = useWords(kitWords)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const confirm = async () => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setRefusal((error as ApiError).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <div className="grid gap-4">
        <div className="text-soft">{children}</div>
        {refusal !== undefined && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {refusal}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look={isDanger ? 'danger' : 'primary'} isBusy={isBusy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

export type MenuEntry =
  | {
      readonly label: string
      readonly icon?: ReactNode
      readonly onSelect: () => void
      readonly isDanger?: boolean
      readonly isDisabled?: boolean
    }
  | { readonly label: string; readonly icon?: ReactNode; readonly to: string }
  | 'line'

/** The button that opens something. */
type Trigger = ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>

export interface MenuProps {
  readonly trigger: Trigger
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'end'
}

/** What else can be done, behind a button. */
export function Menu(props: MenuProps) {
  return (
    <Opener trigger={props.trigger} opens="menu" load={loadMenu}>
      <MenuPopup {...props} />
    </Opener>
  )
}

export interface PopoverProps {
  readonly trigger: Trigger
  readonly label: string
  readonly align?: 'start' | 'end'
  readonly className?: string
  readonly children: (close: () => void) => ReactNode
}

/** A small form or choice behind a button, beside it. */
export function Popover(props: PopoverProps) {
  return (
    <Opener trigger={props.trigger} opens="dialog" load={loadPopover}>
      <PopoverPopup {...props} />
    </Opener>
  )
}

interface OpenerProps {
  readonly trigger: Trigger
  readonly opens: 'menu' | 'dialog'
  readonly load: () => Promise<unknown>
  /** Its own trigger with what it opens, open. */
  readonly children: ReactNode
}

/** The bare button until it is pressed for the first time; what it opens is asked for when a pointer or the focus comes to it. */
function Opener({ trigger, opens, load, children }: OpenerProps) {
  const [wasPressed, setPressed] = useState(false)
  const bare = cloneElement(trigger, {
    'aria-haspopup': opens,
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setPressed(true),
  })
  return wasPressed ? <Suspense fallback={bare}>{children}</Suspense> : bare
}
