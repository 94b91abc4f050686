import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFieldArray } from 'react-hook-form'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { useWords } from '../../../../ui/words.ts'
import { builderWords } from '../words.ts'

/** A list of parts that grows and shrinks: levels, tiers, caps. `least` of them stay. */
export function Rows({
  name,
  legend,
  addLabel,
  rowLabel,
  fresh,
  least = 0,
  children,
}: {
  readonly name: string
  readonly legend: string
  readonly addLabel: string
  readonly rowLabel: (n: number) => string
  readonly fresh: object
  readonly least?: number
  readonly children: (at: string, index: number, count: number) => ReactNode
}) {
  const t = useWords(builderWords)
  const { fields, append, remove } = useFieldArray({ name })
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="sr-only">{legend}</legend>
      {fields.map((field, index) => (
        <fieldset key={field.id} className="flex min-w-0 items-start gap-2 rounded-md bg-raised/60 p-2">
          <legend className="sr-only">{rowLabel(index + 1)}</legend>
          <div className="min-w-0 flex-1">{children(`${name}.${index}`, index, fields.length)}</div>
          {fields.length > least && (
            <IconButton
              label={t('remove', { name: rowLabel(index + 1) })}
              icon={<Trash2 className="size-4" />}
              onClick={() => remove(index)}
              className="mt-4"
            />
          )}
        </fieldset>
      ))}
      <div>
        <Button size="small" icon={<Plus className="size-3.5" />} onClick={() => append(fresh)}>
          {addLabel}
        </Button>
      </div>
    </fieldset>
  )
}
