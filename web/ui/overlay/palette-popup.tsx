import { Dialog } from '@base-ui/react/dialog'
import { useRouter } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { classNames } from '../class-names.ts'
import type { Command, PaletteProps } from '../command-palette.tsx'
import { kitWords } from '../kit-words.ts'
import { useWords } from '../words.ts'
import { BACKDROP } from './backdrop.ts'

const MOST_SHOWN = 50

export default function PalettePopup({ isOpen, setOpen, commands, useFind }: PaletteProps) {
  const t = useWords(kitWords)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          aria-label={t('commands')}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-surface shadow-pop"
        >
          <Finder commands={commands} {...(useFind && { useFind })} close={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const findNothing = (): readonly Command[] => []

function Finder({
  commands,
  useFind = findNothing,
  close,
}: {
  readonly commands: readonly Command[]
  readonly useFind?: (text: string) => readonly Command[]
  readonly close: () => void
}) {
  const t = useWords(kitWords)
  const id = useId()
  const router = useRouter()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useFind(text.trim())
  const shown = useMemo(
    () => [...commands.filter(({ label, group }) => matches(`${label} ${group}`, text)), ...found].slice(0, MOST_SHOWN),
    [commands, found, text],
  )
  const chosen = shown[Math.min(at, shown.length - 1)]
  const take = (command: Command) => {
    close()
    command.run?.()
    if (command.to !== undefined) void router.navigate({ to: command.to })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((Math.min(at, shown.length - 1) + step + shown.length) % Math.max(1, shown.length))
    }
    if (event.key === 'Enter' && chosen !== undefined) take(chosen)
  }
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search className="size-4 text-soft" aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen && `${id}-${chosen.id}`}
          aria-label={t('commandHint')}
          placeholder={t('commandHint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          className="h-12 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('commands')} className="max-h-[50vh] overflow-y-auto p-1.5">
        {shown.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          <div
            key={command.id}
            id={`${id}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            onClick={() => take(command)}
            ref={command === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            className={classNames('flex items-center justify-between gap-3 rounded-md px-3 py-2', command === chosen && 'bg-raised')}
          >
            <span className="truncate">{command.label}</span>
            <span className="text-xs text-soft">{command.group}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="px-4 pb-4 text-soft">{t('noCommand')}</p>}
    </>
  )
}

/** Every word of what was typed stands somewhere, whatever its case and accents. */
function matches(label: string, text: string): boolean {
  const plain = fold(label)
  return fold(text)
    .split(/\s+/)
    .every((word) => plain.includes(word))
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
