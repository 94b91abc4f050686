import { Combobox } from '@base-ui/react/combobox'
import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { classNames } from '../../ui/class-names.ts'
import { useWords } from '../../ui/words.ts'
import { type PickProps, pickLook } from './affiliate-pick.tsx'
import { pickWords } from './words.ts'

interface Choice {
  readonly id: string
  readonly name: string
}

const SHOWN = 20

/** One affiliate of however many, found by the beginning of its name. */
export default function AffiliateCombobox({ value, onChange, placeholder, label, input, className }: PickProps) {
  const t = useWords(pickWords)
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const known = operatorApi.useGet('GET /affiliate/{id}', { params: { id: value } }, { enabled: value !== '' })
  const { rows } = operatorApi.useList(
    'GET /affiliate',
    { query: { limit: SHOWN, ...(text === '' ? {} : { search: text }) } },
    { enabled: isOpen },
  )
  const chosen: Choice | null = useMemo(
    () => (value === '' || known.data?.id !== value ? null : { id: value, name: nameOf(known.data) }),
    [value, known.data],
  )
  const choices = useMemo(() => rows.map((row): Choice => ({ id: row.id, name: nameOf(row) })), [rows])
  return (
    <Combobox.Root
      items={choices}
      filter={null}
      value={chosen}
      onOpenChange={setOpen}
      onValueChange={(next: Choice | null) => onChange(next?.id ?? '')}
      onInputValueChange={(next, { reason }) => setText(reason === 'input-change' ? next.trim() : '')}
      itemToStringLabel={({ name }: Choice) => name}
      isItemEqualToValue={(one: Choice, other: Choice) => one.id === other.id}
    >
      <div className={classNames('relative min-w-0', className)}>
        <Combobox.Input
          {...input}
          {...(label === undefined ? {} : { 'aria-label': label })}
          placeholder={placeholder}
          className={pickLook(value, input)}
        />
        {value !== '' && (
          <Combobox.Clear
            aria-label={t('clear')}
            className="absolute top-1 right-1 grid size-6 place-items-center rounded text-soft hover:bg-raised hover:text-ink"
          >
            <X className="size-3.5" aria-hidden="true" />
          </Combobox.Clear>
        )}
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-60">
          <Combobox.Popup className="max-h-72 w-64 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop">
            <Combobox.Empty className="px-2 py-1.5 text-soft empty:p-0">{t('noAffiliate')}</Combobox.Empty>
            <Combobox.List>
              {(choice: Choice) => (
                <Combobox.Item
                  key={choice.id}
                  value={choice}
                  className="cursor-default truncate rounded px-2 py-1.5 outline-none select-none data-highlighted:bg-raised data-selected:font-medium"
                >
                  {choice.name}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

function nameOf({ name, displayName }: { readonly name: string; readonly displayName?: string | null }): string {
  return displayName || name
}
