import { Controller, useFormContext } from 'react-hook-form'
import { Field } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliatePick } from './affiliate-pick.tsx'
import { pickWords } from './words.ts'

/** A form's field that holds an affiliate's id. */
export function AffiliateField({
  name,
  label,
  hint,
  isRequired = false,
}: {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly isRequired?: boolean
}) {
  const t = useWords(pickWords)
  const { control } = useFormContext()
  return (
    <Field name={name} label={label} isRequired={isRequired} {...(hint && { hint })}>
      {(input) => (
        <Controller
          name={name}
          control={control}
          rules={{ required: isRequired }}
          render={({ field }) => (
            <AffiliatePick value={String(field.value ?? '')} onChange={field.onChange} placeholder={t('findAffiliate')} input={input} />
          )}
        />
      )}
    </Field>
  )
}
