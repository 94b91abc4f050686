import { useNavigate } from '@tanstack/react-router'
import { operatorApi } from '../../api/client.ts'
import { Form, useFields } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { type BrandDraft, BrandFields, fromBrandDraft, NEW_BRAND } from './brand-fields.tsx'
import { brandWords } from './words.ts'

export default function NewBrandScene() {
  const t = useWords(brandWords)
  const navigate = useNavigate()
  const form = useFields(NEW_BRAND)
  const { mutateAsync } = operatorApi.useSend('POST /brand')
  const save = async (draft: BrandDraft) => {
    const { id } = await mutateAsync({ body: fromBrandDraft(draft) })
    toast(t('added'))
    await navigate({ to: `/brands/${id}` })
  }
  return (
    <Page title={t('add')} back={{ to: '/brands', label: t('title') }}>
      <Form form={form} onSubmit={save} submitLabel={t('add')} className="max-w-3xl">
        <BrandFields />
      </Form>
    </Page>
  )
}
