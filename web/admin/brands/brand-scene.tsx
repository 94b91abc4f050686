import { operatorApi } from '../../api/client.ts'
import type { Brand } from '../../api/operator-api.ts'
import { Form, useFields } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { type BrandDraft, BrandFields, fromBrandDraft, toBrandDraft } from './brand-fields.tsx'
import { BrandPage } from './brand-page.tsx'
import { brandWords } from './words.ts'

export default function BrandScene() {
  return <BrandPage>{(brand) => <Settings key={brand.id} brand={brand} />}</BrandPage>
}

function Settings({ brand }: { readonly brand: Brand }) {
  const t = useWords(brandWords)
  const form = useFields(toBrandDraft(brand))
  const { mutateAsync } = operatorApi.useSend('PATCH /brand/{id}')
  const save = async (draft: BrandDraft) => {
    const { status, ...body } = fromBrandDraft(draft)
    // What is archived is brought back by its own choice only.
    await mutateAsync({
      params: { id: brand.id },
      body: brand.status === 'archived' && !form.formState.dirtyFields.isActive ? body : { ...body, ...(status && { status }) },
    })
    toast(t('saved'))
  }
  return (
    <Form form={form} onSubmit={save} submitLabel={t('save')} className="max-w-3xl">
      <BrandFields />
    </Form>
  )
}
