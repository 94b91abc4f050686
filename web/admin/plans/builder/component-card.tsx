import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useFormContext } from 'react-hook-form'
import { IconButton } from '../../../ui/button.tsx'
import { useWords } from '../../../ui/words.ts'
import { BonusFields } from './fields/bonus-fields.tsx'
import { AmountFields } from './fields/amount-fields.tsx'
import { CpaFields } from './fields/cpa-fields.tsx'
import { ModifierFields } from './fields/modifier-fields.tsx'
import { RecruitFields } from './fields/recruit-fields.tsx'
import { SaleFields } from './fields/sale-fields.tsx'
import { ShareFields } from './fields/share-fields.tsx'
import { COMPONENT_TYPES, type ComponentType } from './draft.ts'
import { useDraft } from './inputs.tsx'
import { builderWords } from './words.ts'

/** One component of the plan. `at` is its path: `version.components.0`. */
export function ComponentCard({
  at,
  index,
  count,
  remove,
  move,
}: {
  readonly at: string
  readonly index: number
  readonly count: number
  readonly remove: () => void
  readonly move: (to: number) => void
}) {
  const t = useWords(builderWords)
  const { register } = useFormContext()
  const type = useDraft<ComponentType>(`${at}.type`)
  const name = t(type)
  return (
    <section aria-label={`${index + 1}. ${name}`} className="rounded-lg border border-line bg-surface">
      <header className="flex items-center gap-2 border-b border-line px-3 py-2">
        <span className="text-soft tabular-nums" aria-hidden="true">
          {index + 1}.
        </span>
        <select
          {...register(`${at}.type`)}
          aria-label={t('type')}
          className="h-8 rounded-md border border-transparent bg-transparent pr-1 font-semibold hover:border-line"
        >
          {COMPONENT_TYPES.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </select>
        <p className="min-w-0 flex-1 truncate text-xs text-soft max-sm:hidden">{t(`${type}_says`)}</p>
        <div className="ml-auto flex">
          {index > 0 && <IconButton label={t('moveUp', { name })} icon={<ArrowUp className="size-4" />} onClick={() => move(index - 1)} />}
          {index < count - 1 && (
            <IconButton label={t('moveDown', { name })} icon={<ArrowDown className="size-4" />} onClick={() => move(index + 1)} />
          )}
          <IconButton label={t('remove', { name })} icon={<Trash2 className="size-4" />} onClick={remove} />
        </div>
      </header>
      <div className="grid gap-4 p-3">
        <Body type={type} at={at} />
        <ModifierFields at={at} type={type} />
      </div>
    </section>
  )
}

function Body({ type, at }: { readonly type: ComponentType; readonly at: string }) {
  if (type === 'cpa') return <CpaFields at={at} />
  if (type === 'revenue_share') return <ShareFields at={at} />
  if (type === 'percent_of_sale' || type === 'fixed_per_sale') return <SaleFields at={at} type={type} />
  if (type === 'bonus') return <BonusFields at={at} />
  if (type === 'sub_affiliate') return <RecruitFields at={at} />
  return <AmountFields at={at} type={type} />
}
