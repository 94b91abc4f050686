import { Archive } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Brand, NewProduct, Product } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Form, TextField, useFields } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { type DeductionDraft, fromDeductionDraft, toDeductionDraft } from './deduction-draft.ts'
import { DeductionRows } from './deduction-rows.tsx'
import { brandWords } from './words.ts'

interface ProductDraft {
  name: string
  externalId: string
  landingPageUrl: string
  isActive: boolean
  hasDeductions: boolean
  deductions: DeductionDraft[]
}

/** A new product of a brand, or one that is there. */
export function ProductForm({
  brand,
  product,
  close,
}: {
  readonly brand: Brand
  readonly product: Product | undefined
  readonly close: () => void
}) {
  const t = useWords(brandWords)
  const form = useFields<ProductDraft>({
    name: product?.name ?? '',
    externalId: product?.externalId ?? '',
    landingPageUrl: product?.landingPageUrl ?? '',
    isActive: product === undefined || product.status === 'active',
    hasDeductions: product?.deductions != null,
    deductions: (product?.deductions ?? []).map(toDeductionDraft),
  })
  const hasDeductions = form.watch('hasDeductions')
  const { mutateAsync: add } = operatorApi.useSend('POST /product')
  const { mutateAsync: change } = operatorApi.useSend('PATCH /product/{id}')
  const { mutateAsync: archive } = operatorApi.useSend('DELETE /product/{id}')
  const save = async (draft: ProductDraft) => {
    const body = bodyOf(draft)
    if (product === undefined) await add({ body: { ...body, brandId: brand.id } })
    else await change({ params: { id: product.id }, body })
    toast(t(product === undefined ? 'productAdded' : 'saved'))
    close()
  }
  const archiveIt = async (id: string) => {
    await archive({ params: { id } })
    toast(t('archivedNow'))
    close()
  }
  return (
    <Form
      form={form}
      onSubmit={save}
      submitLabel={t(product === undefined ? 'addProduct' : 'save')}
      footer={
        product !== undefined &&
        product.status !== 'archived' && (
          <Button icon={<Archive className="size-4" />} onClick={() => void archiveIt(product.id)}>
            {t('archive')}
          </Button>
        )
      }
    >
      <TextField name="name" label={t('name')} isRequired />
      <TextField name="externalId" label={t('externalId')} hint={t('externalIdHint')} isMono />
      <TextField name="landingPageUrl" label={t('landingPage')} hint={t('landingOfBrand')} isMono />
      <CheckField name="isActive" label={t('isActive')} />
      <CheckField name="hasDeductions" label={t('ownDeductions')} hint={t('ownDeductionsHint')} />
      {hasDeductions && <DeductionRows products={[]} />}
    </Form>
  )
}

/** The form cannot promise numbers; the API says what is wrong. */
function bodyOf(draft: ProductDraft): Omit<NewProduct, 'brandId'> {
  return {
    name: draft.name,
    externalId: draft.externalId.trim() || null,
    landingPageUrl: draft.landingPageUrl.trim() || null,
    status: draft.isActive ? 'active' : 'inactive',
    deductions: draft.hasDeductions ? (draft.deductions.map(fromDeductionDraft) as NonNullable<NewProduct['deductions']>) : null,
  }
}
