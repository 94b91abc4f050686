import { Check } from 'lucide-react'
import { classNames } from './class-names.ts'

/** How far something has come: its steps by name, the one that it is at, and how many are behind it. */
export function Steps({ names, at, done }: { readonly names: readonly string[]; readonly at: number; readonly done: number }) {
  return (
    <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index === at ? 'step' : undefined}
          className={classNames('flex items-center gap-2', index > at && 'text-soft', index === at && 'font-semibold')}
        >
          {index > 0 && <span aria-hidden="true" className="h-px w-6 bg-line sm:w-12" />}
          <span
            aria-hidden="true"
            className={classNames(
              'grid size-5 place-items-center rounded-full text-xs',
              index < done ? 'bg-good-soft text-good' : index === at ? 'bg-accent text-accent-ink' : 'bg-raised text-soft',
            )}
          >
            {index < done ? <Check className="size-3" /> : index + 1}
          </span>
          {name}
        </li>
      ))}
    </ol>
  )
}
