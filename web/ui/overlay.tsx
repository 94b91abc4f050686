import { Dialog as Base } from '@base-ui/react/dialog'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import type { ApiError } from '../api/request.ts'
import { Button, IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

interface OverlayProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
}

const BACKDROP = 'fixed inset-0 z-40 bg-black/30 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** A question or a short form in the middle of the screen. */
export function Dialog({ isOpen, onClose, title, hint, isWide = false, children }: OverlayProps & { readonly hint?: ReactNode; readonly isWide?: boolean }) {
  const t = useWords(kitWords)
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={classNames('fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-surface p-5 shadow-pop', isWide ? 'max-w-2xl' : 'max-w-md')}>
          <div className="mb-3 flex items-start gap-2">
            <Base.Title className="flex-1 text-base font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton label={t('close')} icon={<X className="size-4" />} className="-mt-1.5 -mr-2" />} />
          </div>
          {hint !== undefined && <Base.Description render={<div />} className="mb-4 text-soft">{hint}</Base.Description>}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Details beside the list they belong to; the whole width on a phone. */
export function Drawer({ isOpen, onClose, title, children }: OverlayProps) {
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

/** Asks before something that counts. `onConfirm` may take its time; what refuses it is shown here. */
export function Confirm({ isOpen, onClose, title, children, confirmLabel, onConfirm, isDanger = false }: OverlayProps & { readonly confirmLabel: string; readonly onConfirm: () => Promise<unknown>; readonly isDanger?: boolean }) {
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
        {refusal !== undefined && <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">{refusal}</p>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look={isDanger ? 'danger' : 'primary'} isBusy={isBusy} onClick={() => void confirm()}>{confirmLabel}</Button>
        </div>
      </div>
    </Dialog>
  )
}

export type MenuEntry =
  | { readonly label: string; readonly icon?: ReactNode; readonly onSelect: () => void; readonly isDanger?: boolean; readonly isDisabled?: boolean }
  | { readonly label: string; readonly icon?: ReactNode; readonly to: string }
  | 'line'

const MENU_ITEM = 'flex w-full cursor-default select-none items-center gap-2 rounded px-2 py-1.5 text-left outline-none data-disabled:opacity-50 data-highlighted:bg-raised'

/** What else can be done, behind a button. `trigger` is the button. */
export function Menu({ trigger, entries, align = 'end' }: { readonly trigger: ReactElement; readonly entries: readonly MenuEntry[]; readonly align?: 'start' | 'end' }) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} sideOffset={4} className="z-50">
          <BaseMenu.Popup className="min-w-44 rounded-lg border border-line bg-surface p-1 shadow-pop outline-none">
            {entries.map((entry, index) => (entry === 'line' ? <BaseMenu.Separator key={`line-${index}`} className="my-1 border-t border-line" /> : <Entry key={entry.label} entry={entry} />))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

function Entry({ entry }: { readonly entry: Exclude<MenuEntry, 'line'> }) {
  if ('to' in entry) return <BaseMenu.Item className={MENU_ITEM} render={<Link to={entry.to} />}>{entry.icon}{entry.label}</BaseMenu.Item>
  return <BaseMenu.Item className={classNames(MENU_ITEM, entry.isDanger === true && 'text-bad')} disabled={entry.isDisabled === true} onClick={entry.onSelect}>{entry.icon}{entry.label}</BaseMenu.Item>
}
