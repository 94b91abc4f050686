import { Package, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Brand, Product } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { BrandPage } from './brand-page.tsx'
import { ProductForm } from './product-form.tsx'
import { brandWords } from './words.ts'

const STATES = ['active', 'inactive', 'archived'] as const

export default function ProductsScene() {
  const t = useWords(brandWords)
  const mayWrite = useMay('products')
  const [opened, setOpened] = useState<Product | 'new'>()
  const add = mayWrite && (
    <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setOpened('new')}>
      {t('addProduct')}
    </Button>
  )
  return (
    <BrandPage actions={add}>
      {(brand) => (
        <>
          <Products brand={brand} open={setOpened} add={add} />
          <Drawer
            isOpen={opened !== undefined}
            onClose={() => setOpened(undefined)}
            title={opened === 'new' || opened === undefined ? t('addProduct') : opened.name}
          >
            {opened !== undefined && (
              <ProductForm
                key={opened === 'new' ? 'new' : opened.id}
                brand={brand}
                product={opened === 'new' ? undefined : opened}
                close={() => setOpened(undefined)}
              />
            )}
          </Drawer>
        </>
      )}
    </BrandPage>
  )
}

function Products({ brand, open, add }: { readonly brand: Brand; readonly open: (product: Product) => void; readonly add: ReactNode }) {
  const t = useWords(brandWords)
  const [{ status }, setUrl] = useUrlState({ status: '' })
  const pages = operatorApi.useList('GET /product', { query: { brandId: brand.id, status: STATES.find((one) => one === status) } })
  return (
    <DataTable
      name="products"
      label={t('products')}
      pages={pages}
      rowId={({ id }) => id}
      onOpen={open}
      filters={
        <FilterSelect
          label={t('anyStatus')}
          value={status}
          options={STATES.map((one) => [one, t(one)])}
          onChange={(next) => setUrl({ status: next })}
        />
      }
      empty={<Empty title={t('noProducts')} hint={t('noProductsHint')} icon={<Package />} action={add} />}
      columns={[
        { id: 'name', header: t('name'), cell: ({ name }) => name, text: ({ name }) => name },
        {
          id: 'status',
          header: t('status'),
          cell: (product) => <StatusBadge state={product.status}>{t(product.status)}</StatusBadge>,
          text: (product) => product.status,
        },
        { id: 'externalId', header: t('externalId'), cell: ({ externalId }) => externalId ?? '–', text: ({ externalId }) => externalId },
        {
          id: 'landingPage',
          header: t('landingPage'),
          cell: ({ landingPageUrl }) => <span className="block truncate text-soft">{landingPageUrl ?? t('landingOfBrand')}</span>,
          text: ({ landingPageUrl }) => landingPageUrl,
        },
        {
          id: 'deductions',
          header: t('deductions'),
          cell: ({ deductions }) =>
            deductions === null ? <span className="text-soft">{t('brandDeductions')}</span> : t('count', { count: deductions.length }),
          text: ({ deductions }) => deductions?.length,
        },
        {
          id: 'created',
          header: t('created'),
          cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
          text: ({ createdTs }) => createdTs,
        },
      ]}
    />
  )
}
