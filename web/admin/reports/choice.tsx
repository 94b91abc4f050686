import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Popover } from '../../ui/overlay.tsx'
import { useWords } from '../../ui/words.ts'
import { reportWords } from './words.ts'

interface ChoiceGroup<Name extends string> {
  readonly label?: string
  readonly options: readonly { readonly name: Name; readonly label: string; readonly fits: boolean }[]
}

interface ChoiceProps<Name extends string> {
  readonly label: string
  /** In the order in which they were chosen: the order of columns. */
  readonly chosen: readonly Name[]
  readonly groups: readonly ChoiceGroup<Name>[]
  readonly most: number
  readonly least?: number
  readonly onChange: (chosen: readonly Name[]) => void
}

/** Several of many, behind a button that tells which. What does not go with the rest of the question cannot be chosen. */
export function Choice<Name extends string>({ label, chosen, groups, most, least = 0, onChange }: ChoiceProps<Name>) {
  const t = useWords(reportWords)
  const labels = new Map(groups.flatMap(({ options }) => options.map((option) => [option.name, option.label] as const)))
  const told = chosen.map((name) => labels.get(name) ?? name)
  const toggle = (name: Name) => onChange(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  return (
    <Popover
      label={label}
      className="max-h-[70vh] w-72 overflow-y-auto p-2"
      trigger={
        <button
          type="button"
          className="inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-ink hover:bg-raised"
        >
          <span className="text-soft">{label}</span>
          <span className="min-w-0 max-w-72 truncate">
            {told.length === 0 ? t('nothing') : told.length > 3 ? `${told.slice(0, 2).join(', ')} +${told.length - 2}` : told.join(', ')}
          </span>
          <ChevronDown className="size-3.5 shrink-0 text-soft" aria-hidden="true" />
        </button>
      }
    >
      {() => (
        <>
          {groups.map((group) => (
            <Group
              key={group.label ?? label}
              group={group}
              label={group.label ?? label}
              chosen={chosen}
              toggle={toggle}
              isFull={chosen.length >= most}
              isLeast={chosen.length <= least}
            />
          ))}
          <p className="px-1.5 pt-1 text-xs text-soft">{t('most', { count: most })}</p>
        </>
      )}
    </Popover>
  )
}

interface GroupProps<Name extends string> {
  readonly group: ChoiceGroup<Name>
  readonly label: string
  readonly chosen: readonly Name[]
  readonly toggle: (name: Name) => void
  readonly isFull: boolean
  readonly isLeast: boolean
}

function Group<Name extends string>({ group, label, chosen, toggle, isFull, isLeast }: GroupProps<Name>) {
  const t = useWords(reportWords)
  const id = useId()
  return (
    <fieldset className="mb-1">
      <legend className={group.label === undefined ? 'sr-only' : 'px-1.5 pt-1.5 pb-0.5 text-xs text-soft'}>{label}</legend>
      {group.options.map(({ name, label: text, fits }) => {
        const isOn = chosen.includes(name)
        const isOff = isOn ? isLeast : isFull || !fits
        return (
          <label
            key={name}
            htmlFor={`${id}${name}`}
            title={!isOn && !fits ? t('doesNotFit') : undefined}
            className={`flex items-center gap-2 rounded px-1.5 py-1 ${isOff ? 'text-soft' : 'hover:bg-raised'}`}
          >
            <input
              id={`${id}${name}`}
              type="checkbox"
              className="size-4 accent-accent"
              checked={isOn}
              disabled={isOff}
              onChange={() => toggle(name)}
            />
            {text}
          </label>
        )
      })}
    </fieldset>
  )
}
