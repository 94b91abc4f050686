import { type ReactNode, useId } from 'react'
import {
  type DefaultValues,
  type FieldValues,
  FormProvider,
  type SubmitHandler,
  type UseFormReturn,
  useForm,
  useFormContext,
} from 'react-hook-form'
import { ApiError } from '../api/request.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

/** A form's state: `const form = useFields({ name: '', country: '' })`. Values are what the inputs hold; make the body of the call in `onSubmit`. */
export function useFields<Values extends FieldValues>(defaults: Values): UseFormReturn<Values> {
  // The library's own type allows parts of the values; all of them are parts too.
  return useForm<Values>({ defaultValues: defaults as DefaultValues<Values> })
}

/**
 * A form. `onSubmit` sends; what the API refuses is shown at the field it names (`path` = the field's `name`), the rest above the buttons.
 * `footer` stands beside the submit button.
 */
export function Form<Values extends FieldValues>({
  form,
  onSubmit,
  submitLabel,
  look = 'primary',
  footer,
  children,
  className,
}: {
  readonly form: UseFormReturn<Values>
  readonly onSubmit: (values: Values) => Promise<unknown>
  readonly submitLabel: string
  readonly look?: 'primary' | 'danger'
  readonly footer?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  const t = useWords(kitWords)
  const { errors, isSubmitting } = form.formState
  const submit: SubmitHandler<Values> = async (values) => {
    try {
      await onSubmit(values)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      showRefusal(form, error, error.code === 'unreachable' ? t('unreachable') : error.message)
    }
  }
  const general = errors.root?.message
  return (
    <FormProvider {...form}>
      <form noValidate className={classNames('grid gap-4', className)} onSubmit={(event) => void form.handleSubmit(submit)(event)}>
        {children}
        {general !== undefined && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {general}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look={look} isBusy={isSubmitting}>
            {submitLabel}
          </Button>
          {footer}
        </div>
      </form>
    </FormProvider>
  )
}

function showRefusal<Values extends FieldValues>(form: UseFormReturn<Values>, error: ApiError, message: string): void {
  const shown = error.fields.filter(({ path }) => hasField(form, path))
  for (const { path, message: text } of shown) form.setError(path as never, { message: text }, { shouldFocus: path === shown[0]?.path })
  const others = error.fields.filter((field) => !shown.includes(field))
  if (shown.length === 0 || others.length > 0) {
    form.setError('root', {
      message: [...(others.length === 0 ? [message] : []), ...others.map(({ path, message: text }) => `${path}: ${text}`)].join(' '),
    })
  }
}

function hasField<Values extends FieldValues>(form: UseFormReturn<Values>, path: string): boolean {
  return form.control._names.mount.has(path as never)
}

interface FieldProps {
  /** As the API calls it; a path for parts: `address.city`. */
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly isRequired?: boolean
  readonly className?: string
}

const INPUT = 'w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-ink disabled:opacity-60 aria-invalid:border-bad'

/** Label, input, hint and error, tied together for every reader. `children` gets what its input must carry. */
export function Field({
  name,
  label,
  hint,
  isRequired = false,
  className,
  children,
}: FieldProps & { readonly children: (input: FieldInput) => ReactNode }) {
  const t = useWords(kitWords)
  const id = useId()
  const { error } = useFormContext().getFieldState(name, useFormContext().formState)
  const message = error === undefined ? undefined : error.message || t('required')
  const described = [hint !== undefined && `${id}-hint`, message !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames('grid content-start gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
        {!isRequired && <span className="ml-1 font-normal text-soft">({t('optional')})</span>}
      </label>
      {children({
        id,
        'aria-invalid': message !== undefined,
        'aria-required': isRequired,
        ...(described === '' ? {} : { 'aria-describedby': described }),
      })}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </div>
      )}
      {message !== undefined && (
        <p id={`${id}-error`} className="text-xs text-bad">
          {message}
        </p>
      )}
    </div>
  )
}

export interface FieldInput {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-required': boolean
  readonly 'aria-describedby'?: string
}

type TextType = 'text' | 'email' | 'password' | 'url' | 'date' | 'datetime-local' | 'search' | 'tel'

/** One line of text. `inputMode="decimal"` for amounts and rates: they travel as the reader wrote them, and the server says what is wrong with them. */
export function TextField({
  type = 'text',
  autoComplete,
  placeholder,
  inputMode,
  isMono = false,
  isDisabled = false,
  autoFocus,
  ...field
}: FieldProps & {
  readonly type?: TextType
  readonly autoComplete?: string
  readonly placeholder?: string
  readonly inputMode?: 'decimal' | 'numeric' | 'text'
  readonly isMono?: boolean
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}) {
  const { register } = useFormContext()
  return (
    <Field {...field}>
      {(input) => (
        <input
          {...input}
          {...register(field.name, { required: field.isRequired === true })}
          type={type}
          autoComplete={autoComplete ?? 'off'}
          placeholder={placeholder}
          inputMode={inputMode}
          disabled={isDisabled}
          // biome-ignore lint/a11y/noAutofocus: the one field of a dialog or a sign-in page
          autoFocus={autoFocus}
          className={classNames(INPUT, 'h-8', isMono && 'font-mono', inputMode !== undefined && inputMode !== 'text' && 'tabular-nums')}
        />
      )}
    </Field>
  )
}

export function TextAreaField({
  rows = 4,
  isMono = false,
  placeholder,
  ...field
}: FieldProps & { readonly rows?: number; readonly isMono?: boolean; readonly placeholder?: string }) {
  const { register } = useFormContext()
  return (
    <Field {...field}>
      {(input) => (
        <textarea
          {...input}
          {...register(field.name, { required: field.isRequired === true })}
          rows={rows}
          placeholder={placeholder}
          spellCheck={!isMono}
          className={classNames(INPUT, 'py-1.5', isMono && 'font-mono text-xs')}
        />
      )}
    </Field>
  )
}

export type Option = readonly [value: string, label: string]

/** One of a few. `options` of more than some dozens: use `PickField` of the area that knows how to search them. */
export function SelectField({ options, ...field }: FieldProps & { readonly options: readonly Option[] }) {
  const { register } = useFormContext()
  return (
    <Field {...field}>
      {(input) => (
        <select {...input} {...register(field.name, { required: field.isRequired === true })} className={classNames(INPUT, 'h-8')}>
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Yes or no, with its label to the right. */
export function CheckField({ name, label, hint, className }: Omit<FieldProps, 'isRequired'>) {
  const id = useId()
  const { register } = useFormContext()
  return (
    <div className={classNames('flex items-start gap-2', className)}>
      <input
        id={id}
        type="checkbox"
        {...register(name)}
        className="mt-0.5 size-4 accent-accent"
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <div id={`${id}-hint`} className="text-xs text-soft">
            {hint}
          </div>
        )}
      </div>
    </div>
  )
}

/** Fields beside each other where there is room. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <div className="grid items-start gap-4 sm:grid-cols-2">{children}</div>
}
