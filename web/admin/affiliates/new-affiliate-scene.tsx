import { useNavigate } from '@tanstack/react-router'
import { operatorApi } from '../../api/client.ts'
import { Form, SelectField, useFields } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateFormFields, bodyOf, NO_AFFILIATE } from './affiliate-fields.tsx'
import { affiliateWords } from './words.ts'

export default function NewAffiliateScene() {
  const t = useWords(affiliateWords)
  const navigate = useNavigate()
  const form = useFields({ ...NO_AFFILIATE, status: 'active' })
  const create = operatorApi.useSend('POST /affiliate')
  const submit = async ({ status, ...values }: typeof NO_AFFILIATE & { status: string }) => {
    const affiliate = await create.mutateAsync({ body: { ...bodyOf(values), status: status === 'pending' ? 'pending' : 'active' } })
    toast(t('created', { name: affiliate.name }))
    void navigate({ to: `/affiliates/${affiliate.id}` })
  }
  return (
    <Page title={t('newTitle')} back={{ to: '/affiliates', label: t('back') }}>
      <Form form={form} onSubmit={submit} submitLabel={t('create')} className="max-w-3xl">
        <AffiliateFormFields />
        <Section>
          <SelectField
            name="status"
            label={t('startAs')}
            isRequired
            options={[
              ['active', t('state_active')],
              ['pending', t('startPending')],
            ]}
          />
        </Section>
      </Form>
    </Page>
  )
}
