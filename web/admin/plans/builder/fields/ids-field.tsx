import { useId, useState } from 'react'
import { useController } from 'react-hook-form'
import { operatorApi } from '../../../../api/client.ts'
import { MultiPicker, type Pick } from '../../../../ui/picker.tsx'
import { useWords } from '../../../../ui/words.ts'
import { useOptions, useProblem } from '../inputs.tsx'
import { builderWords } from '../words.ts'

const MOST = 200

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
  const [search, setSearch] = useState('')
  const { rows } = operatorApi.useList('GET /brand', { query: { limit: MOST, search: search || undefined } })
  return <Chosen name={name} kind="brands" items={rows.map(({ id, name: label }) => ({ id, label }))} onSearch={setSearch} />
}

function ProductsField({ name }: IdsProps) {
  const [search, setSearch] = useState('')
  const { rows } = operatorApi.useList('GET /product', { query: { limit: MOST, search: search || undefined } })
  return <Chosen name={name} kind="products" items={rows.map(({ id, name: label }) => ({ id, label }))} onSearch={setSearch} />
}

function TrackersField({ name }: IdsProps) {
  const [search, setSearch] = useState('')
  const { rows } = operatorApi.useList('GET /tracker', { query: { limit: MOST, search: search || undefined } })
  return (
    <Chosen
      name={name}
      kind="trackers"
      items={rows.map(({ id, name: label, affiliateName }) => ({ id, label, hint: affiliateName }))}
      onSearch={setSearch}
    />
  )
}

function DevicesField({ name }: IdsProps) {
  const items = useOptions(['desktop', 'mobile', 'tablet', 'other']).map(([id, label]) => ({ id, label }))
  return <Chosen name={name} kind="devices" items={items} />
}

interface ChosenProps extends IdsProps {
  readonly kind: 'brands' | 'products' | 'trackers' | 'devices'
  readonly items: readonly Pick[]
  readonly onSearch?: (text: string) => void
}

function Chosen({ name, kind, items, onSearch }: ChosenProps) {
  const t = useWords(builderWords)
  const id = useId()
  const { field } = useController({ name })
  const problem = useProblem(name)
  // What was chosen keeps its name when another search no longer finds it.
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map())
  const chosen: readonly string[] = field.value ?? []
  const labelOf = (one: string) => items.find((item) => item.id === one)?.label ?? seen.get(one) ?? one
  return (
    <div>
      <MultiPicker
        isSmall
        label={t(kind)}
        items={items}
        {...(onSearch && { onSearch })}
        value={chosen.map((one) => ({ id: one, label: labelOf(one) }))}
        onChange={(picks) => {
          setSeen(new Map([...seen, ...picks.map((pick) => [pick.id, pick.label] as const)]))
          field.onChange(picks.map((pick) => pick.id))
        }}
        isInvalid={problem !== undefined}
        describedBy={problem === undefined ? undefined : id}
      />
      {problem !== undefined && (
        <p id={id} className="mt-1 text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}
