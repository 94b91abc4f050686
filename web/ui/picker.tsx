import { Combobox } from '@base-ui/react/combobox'
import { Check, X } from 'lucide-react'
import { useId } from 'react'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

/** Something to choose: `hint` stands beside its name, pale. */
export interface Pick {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
}

interface PickerProps {
  readonly label: string
  readonly placeholder?: string
  readonly items: readonly Pick[]
  /** Given: what is typed is searched for elsewhere, and `items` are what was found. Without it, `items` are all there are. */
  readonly onSearch?: ((text: string) => void) | undefined
  /** Among small fields, such as those of the plan builder. */
  readonly isSmall?: boolean
  readonly isInvalid?: boolean | undefined
  readonly describedBy?: string | undefined
}

const BOX =
  'flex min-h-8 w-full min-w-0 flex-wrap items-center gap-1 rounded-md border border-edge bg-surface px-2 focus-within:outline-2 focus-within:outline-accent aria-invalid:border-bad'
const INPUT = 'h-7 min-w-16 flex-1 bg-transparent outline-none'
const ITEM = 'flex cursor-default select-none items-center gap-2 rounded px-2 py-1.5 outline-none data-highlighted:bg-raised'

/** One of many, found by typing. */
export function Picker({
  value,
  onChange,
  ...props
}: PickerProps & { readonly value: Pick | null; readonly onChange: (value: Pick | null) => void }) {
  const t = useWords(kitWords)
  const id = useId()
  return (
    <Combobox.Root {...rootProps(props)} value={value} onValueChange={onChange}>
      <div className="grid gap-1">
        <label htmlFor={id} className={props.isSmall === true ? 'text-xs text-soft' : 'font-medium'}>
          {props.label}
        </label>
        <Combobox.InputGroup className={BOX} aria-invalid={props.isInvalid}>
          <Combobox.Input id={id} placeholder={props.placeholder} aria-describedby={props.describedBy} className={INPUT} />
          {value !== null && (
            <Combobox.Clear className="text-soft hover:text-ink" aria-label={t('remove', { name: value.label })}>
              <X className="size-3.5" />
            </Combobox.Clear>
          )}
        </Combobox.InputGroup>
      </div>
      <Choices />
    </Combobox.Root>
  )
}

/** Any number of many. */
export function MultiPicker({
  value,
  onChange,
  ...props
}: PickerProps & { readonly value: readonly Pick[]; readonly onChange: (value: Pick[]) => void }) {
  const t = useWords(kitWords)
  const id = useId()
  return (
    <Combobox.Root {...rootProps(props)} multiple value={[...value]} onValueChange={onChange}>
      <div className="grid min-w-0 gap-1">
        <label htmlFor={id} className={props.isSmall === true ? 'text-xs text-soft' : 'font-medium'}>
          {props.label}
        </label>
        <Combobox.InputGroup className={BOX} aria-invalid={props.isInvalid}>
          <Combobox.Chips className="flex w-full flex-wrap items-center gap-1">
            {value.map((pick) => (
              <Combobox.Chip
                key={pick.id}
                aria-label={pick.label}
                className="flex h-6 max-w-full items-center gap-1 rounded bg-raised px-1.5 text-xs"
              >
                <span className="truncate">{pick.label}</span>
                <Combobox.ChipRemove className="text-soft hover:text-ink" aria-label={t('remove', { name: pick.label })}>
                  <X className="size-3" />
                </Combobox.ChipRemove>
              </Combobox.Chip>
            ))}
            <Combobox.Input
              id={id}
              placeholder={value.length === 0 ? props.placeholder : ''}
              aria-describedby={props.describedBy}
              className={INPUT}
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
      </div>
      <Choices />
    </Combobox.Root>
  )
}

function rootProps({ items, onSearch }: PickerProps) {
  return {
    items: [...items],
    itemToStringLabel: ({ label }: Pick) => label,
    isItemEqualToValue: (one: Pick, other: Pick) => one.id === other.id,
    ...(onSearch === undefined ? {} : { filter: null, onInputValueChange: onSearch }),
  }
}

function Choices() {
  const t = useWords(kitWords)
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} className="z-60 outline-none">
        <Combobox.Popup className="max-h-[min(20rem,var(--available-height))] w-(--anchor-width) min-w-56 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop">
          <Combobox.Empty>
            <div className="px-2 py-1.5 text-soft">{t('noCommand')}</div>
          </Combobox.Empty>
          <Combobox.List className="outline-none">
            {(pick: Pick) => (
              <Combobox.Item key={pick.id} value={pick} className={ITEM}>
                <span className="min-w-0 flex-1 truncate">{pick.label}</span>
                {pick.hint !== undefined && <span className="truncate text-xs text-soft">{pick.hint}</span>}
                <Combobox.ItemIndicator className="shrink-0 text-accent">
                  <Check className="size-3.5" />
                </Combobox.ItemIndicator>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  )
}
