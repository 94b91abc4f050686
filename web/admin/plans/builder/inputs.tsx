import { type ReactNode, useId } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { classNames } from '../../../ui/class-names.ts'
import type { Option } from '../../../ui/form.tsx'
import { useWords } from '../../../ui/words.ts'
import { type BuilderWord, builderWords } from './words.ts'

const INPUT = 'h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2 text-ink aria-invalid:border-bad'

interface Named {
  /** As the API calls it, from the body's root. */
  readonly name: string
  readonly label: string
  readonly hint?: string
}

/** A builder has many small fields, most of which may be empty: labels without a remark, units inside. */
export function Small({
  name,
  label,
  unit,
  hint,
  type = 'text',
  placeholder,
}: Named & { readonly unit?: string; readonly type?: 'text' | 'datetime-local'; readonly placeholder?: string }) {
  const { register } = useFormContext()
  return (
    <Labelled name={name} label={label} {...(hint !== undefined && { hint })}>
      {(input) => (
        <span className="relative block">
          <input
            {...input}
            {...register(name)}
            type={type}
            autoComplete="off"
            placeholder={placeholder}
            className={classNames(INPUT, unit !== undefined && 'pr-14 tabular-nums')}
          />
          {unit !== undefined && (
            <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-soft">
              {unit}
            </span>
          )}
        </span>
      )}
    </Labelled>
  )
}

export function Choice({ name, label, hint, options }: Named & { readonly options: readonly Option[] }) {
  const { register } = useFormContext()
  return (
    <Labelled name={name} label={label} {...(hint !== undefined && { hint })}>
      {(input) => (
        <select {...input} {...register(name)} className={INPUT}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

export function Flag({ name, label }: Omit<Named, 'hint'>) {
  const { register } = useFormContext()
  const problem = useProblem(name)
  const id = useId()
  return (
    <div>
      <label className="flex min-h-6 items-start gap-2">
        <input
          type="checkbox"
          {...register(name)}
          aria-describedby={problem === undefined ? undefined : id}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        {label}
      </label>
      {problem !== undefined && (
        <p id={id} className="text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}

interface InputProps {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
}

function Labelled({ name, label, hint, children }: Named & { readonly children: (input: InputProps) => ReactNode }) {
  const id = useId()
  const problem = useProblem(name)
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="text-xs text-soft">
        {label}
      </label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': described || undefined })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}

export function useProblem(name: string): string | undefined {
  const form = useFormContext()
  return form.getFieldState(name, form.formState).error?.message
}

/** What a part of the form says now. The type is the caller's: drafts are read by `toDraft` only. */
export function useDraft<Part>(name: string): Part {
  return useWatch({ name }) as Part
}

/** Options whose words are the values' own names. */
export function useOptions(values: readonly BuilderWord[]): readonly Option[] {
  const t = useWords(builderWords)
  return values.map((value) => [value, t(value)] as const)
}

/** Fields beside each other: as many as fit. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">{children}</div>
}
