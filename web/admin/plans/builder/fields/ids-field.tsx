import { useId } from 'react'
import { useController } from 'react-hook-form'
import { operatorApi } from '../../../../api/client.ts'
import { MultiPicker, type Pick } from '../../../../ui/picker.tsx'
import { useWords } from '../../../../ui/words.ts'
import { useOptions, useProblem } from '../inputs.tsx'
import { builderWords } from '../words.ts'

const MOST = 500

interface IdsProps {
  readonly name: string
}

/** What a row of rates is narrowed to. */
export function IdsField({ name, kind }: IdsProps & { readonly kind: 'brands' | 'products' | 'trackers' | 'devices' }) {
  if (kind === 'brands') return <BrandsField name={name} />
  if (kind === 'products') return <ProductsField name={name} />
  if (kind === 'trackers') return <TrackersField name={name} />
  return <DevicesField name={name} />
}

function BrandsField({ name }: IdsProps) {
  const { rows } = operatorApi.useList('GET /brand', { query: { limit: MOST } })
  return <Chosen name={name} kind="brands" items={rows.map(({ id, name: label }) => ({ id, label }))} />
}

function ProductsField({ name }: IdsProps) {
  const { rows } = operatorApi.useList('GET /product', { query: { limit: MOST } })
  return <Chosen name={name} kind="products" items={rows.map(({ id, name: label }) => ({ id, label }))} />
}

function TrackersField({ name }: IdsProps) {
  const { rows } = operatorApi.useList('GET /tracker', { query: { limit: MOST } })
  return <Chosen name={name} kind="trackers" items={rows.map(({ id, name: label }) => ({ id, label }))} />
}

function DevicesField({ name }: IdsProps) {
  const items = useOptions(['desktop', 'mobile', 'tablet', 'other']).map(([id, label]) => ({ id, label }))
  return <Chosen name={name} kind="devices" items={items} />
}

function Chosen({ name, kind, items }: IdsProps & { readonly kind: 'brands' | 'products' | 'trackers' | 'devices'; readonly items: readonly Pick[] }) {
  const t = useWords(builderWords)
  const id = useId()
  const { field } = useController({ name })
  const problem = useProblem(name)
  const chosen: readonly string[] = field.value ?? []
  return (
    <div>
      <MultiPicker
        isSmall
        label={t(kind)}
        items={items}
        value={chosen.map((one) => items.find((item) => item.id === one) ?? { id: one, label: one })}
        onChange={(picks) => field.onChange(picks.map((pick) => pick.id))}
        isInvalid={problem !== undefined}
        describedBy={problem === undefined ? undefined : id}
      />
      {problem !== undefined && <p id={id} className="mt-1 text-xs text-bad">{problem}</p>}
    </div>
  )
}
