import { Field } from '../../ui/form.tsx'

/** A file of the reader's own. */
export function FileField({
  name,
  label,
  hint,
  accept,
  isRequired = false,
  onFile,
}: {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly accept?: string
  readonly isRequired?: boolean
  readonly onFile: (file: File | undefined) => void
}) {
  return (
    <Field name={name} label={label} isRequired={isRequired} {...(hint && { hint })}>
      {(input) => (
        <input
          {...input}
          type="file"
          {...(accept && { accept })}
          onChange={(event) => onFile(event.target.files?.[0])}
          className="w-full min-w-0 rounded-md border border-edge bg-surface text-soft file:mr-3 file:h-8 file:cursor-pointer file:border-0 file:border-r file:border-line file:bg-raised file:px-3 file:text-ink aria-invalid:border-bad"
        />
      )}
    </Field>
  )
}
