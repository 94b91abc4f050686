import { FormProvider } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { Brand, BrandChange } from '../../api/operator-api.ts'
import { Form, useFields } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { BrandPage } from './brand-page.tsx'
import { type DeductionDraft, fromDeductionDraft, toDeductionDraft } from './deduction-draft.ts'
import { DeductionExampleCard } from './deduction-example.tsx'
import { DeductionRows } from './deduction-rows.tsx'
import { brandWords } from './words.ts'

const MOST = 500

export default function DeductionsScene() {
  return <BrandPage>{(brand) => <Deductions key={brand.id} brand={brand} />}</BrandPage>
}

function Deductions({ brand }: { readonly brand: Brand }) {
  const t = useWords(brandWords)
  const form = useFields<{ deductions: DeductionDraft[] }>({ deductions: brand.deductions.map(toDeductionDraft) })
  const { rows: products } = operatorApi.useList('GET /product', { query: { brandId: brand.id, limit: MOST } })
  const { mutateAsync } = operatorApi.useSend('PATCH /brand/{id}')
  const save = async ({ deductions }: { deductions: DeductionDraft[] }) => {
    // The form cannot promise numbers; the API says what is wrong.
    await mutateAsync({ params: { id: brand.id }, body: { deductions: deductions.map(fromDeductionDraft) } as BrandChange })
    toast(t('saved'))
  }
  return (
    <FormProvider {...form}>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Form form={form} onSubmit={save} submitLabel={t('save')} className="min-w-0">
          <p className="text-soft">{t('deductionsHint')}</p>
          <DeductionRows products={products} />
        </Form>
        <DeductionExampleCard />
      </div>
    </FormProvider>
  )
}
