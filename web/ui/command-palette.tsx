import { lazy, Suspense, useEffect } from 'react'

const PalettePopup = lazy(() => import('./overlay/palette-popup.tsx'))

/** Something that can be gone to or done by its name. */
export interface Command {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly to?: string
  readonly run?: () => void
}

export interface PaletteProps {
  readonly isOpen: boolean
  readonly setOpen: (isOpen: boolean) => void
  readonly commands: readonly Command[]
  readonly useFind?: (text: string) => readonly Command[]
}

/** ⌘K (or Ctrl+K): everything by typing. `commands` are always there; `useFind` searches the program while the reader types. */
export function CommandPalette(props: PaletteProps) {
  const { isOpen, setOpen } = props
  useShortcut(() => setOpen(!isOpen))
  return (
    isOpen && (
      <Suspense>
        <PalettePopup {...props} />
      </Suspense>
    )
  )
}

function useShortcut(toggle: () => void): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      toggle()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [toggle])
}
