import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useController, useFieldArray } from 'react-hook-form'
import type { Product } from '../../api/operator-api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { MultiPicker } from '../../ui/picker.tsx'
import { useWords } from '../../ui/words.ts'
import { Choice, Row, Small, useDraft } from '../plans/builder/inputs.tsx'
import { useCurrency } from '../shell/session.tsx'
import { DEDUCTION_BASES, DEDUCTION_KINDS, type DeductionDraft, NEW_DEDUCTION } from './deduction-draft.ts'
import { brandWords } from './words.ts'

/** Deductions in their order, below the form's `deductions`. */
export function DeductionRows({ products }: { readonly products: readonly Product[] }) {
  const t = useWords(brandWords)
  const { fields, append, remove, move } = useFieldArray({ name: 'deductions' })
  return (
    <div className="grid gap-3">
      {fields.length === 0 && <p className="text-soft">{t('noDeductions')}</p>}
      {fields.map((field, index) => {
        const name = t('deductionN', { n: index + 1 })
        return (
          <fieldset key={field.id} className="min-w-0 rounded-lg border border-line bg-surface">
            <legend className="sr-only">{name}</legend>
            <div className="flex items-center gap-1 border-b border-line px-3 py-1">
              <span className="flex-1 font-medium">{name}</span>
              {index > 0 && (
                <IconButton
                  label={`${name}: ${t('moveUp')}`}
                  icon={<ArrowUp className="size-4" />}
                  onClick={() => move(index, index - 1)}
                />
              )}
              {index < fields.length - 1 && (
                <IconButton
                  label={`${name}: ${t('moveDown')}`}
                  icon={<ArrowDown className="size-4" />}
                  onClick={() => move(index, index + 1)}
                />
              )}
              <IconButton label={t('remove', { name })} icon={<Trash2 className="size-4" />} onClick={() => remove(index)} />
            </div>
            <div className="grid gap-3 p-3">
              <DeductionFields at={`deductions.${index}`} products={products} />
            </div>
          </fieldset>
        )
      })}
      <div>
        <Button icon={<Plus className="size-4" />} onClick={() => append(NEW_DEDUCTION)}>
          {t('addDeduction')}
        </Button>
      </div>
    </div>
  )
}

function DeductionFields({ at, products }: { readonly at: string; readonly products: readonly Product[] }) {
  const t = useWords(brandWords)
  const currency = useCurrency()
  const { by, base } = useDraft<DeductionDraft>(at)
  const isAll = base === 'bonus' || base === 'supplied'
  const bases = DEDUCTION_BASES.map((one) => [one, t(one)] as const)
  return (
    <>
      <Row>
        <Small name={`${at}.name`} label={t('name')} />
        <Choice name={`${at}.kind`} label={t('kind')} options={DEDUCTION_KINDS.map((kind) => [kind, t(kind)])} />
      </Row>
      <Row>
        <Choice
          name={`${at}.by`}
          label={t('by')}
          options={[
            ['rate', t('byRate')],
            ['fixed', t('byFixed')],
          ]}
        />
        {by === 'rate' ? (
          <Small name={`${at}.rate`} label={t('rate')} unit="%" {...(isAll && { hint: t('rateAll') })} />
        ) : (
          <Small name={`${at}.fixed`} label={t('fixed')} unit={currency} />
        )}
        <Choice name={`${at}.base`} label={t('base')} options={by === 'fixed' ? [['', t('everyTransaction')], ...bases] : bases} />
      </Row>
      <Row>
        <Small name={`${at}.countries`} label={t('countries')} hint={t('countriesHint')} />
        <Choice
          name={`${at}.whenNegative`}
          label={t('whenNegative')}
          options={[
            ['apply', t('apply')],
            ['clamp', t('clamp')],
          ]}
        />
      </Row>
      {products.length > 0 && <ProductsField name={`${at}.products`} products={products} />}
    </>
  )
}

/** Only these products; named by their ids, or by the operator's own where a deduction says those. */
function ProductsField({ name, products }: { readonly name: string; readonly products: readonly Product[] }) {
  const t = useWords(brandWords)
  const { field } = useController({ name })
  const chosen: readonly string[] = field.value ?? []
  return (
    <MultiPicker
      isSmall
      label={t('onlyProducts')}
      placeholder={t('all')}
      items={products.map((product) => ({ id: product.id, label: product.name }))}
      value={chosen.map((id) => ({ id, label: products.find((product) => product.id === id || product.externalId === id)?.name ?? id }))}
      onChange={(picks) => field.onChange(picks.map((pick) => pick.id))}
    />
  )
}
