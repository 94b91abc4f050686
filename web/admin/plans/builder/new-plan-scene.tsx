import { useNavigate } from '@tanstack/react-router'
import { operatorApi } from '../../../api/client.ts'
import { Page } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useWords } from '../../../ui/words.ts'
import type { PlanDraft } from './draft.ts'
import { PlanBuilder } from './plan-builder.tsx'
import { builderWords } from './words.ts'

const EMPTY: PlanDraft = {
  name: '',
  version: { effectiveFrom: '', appliesTo: 'new_customers', noticeDays: '', holdDays: '', components: [] },
}

export default function NewPlanScene() {
  const t = useWords(builderWords)
  const navigate = useNavigate()
  const { mutateAsync } = operatorApi.useSend('POST /commission-plan')
  const save: Parameters<typeof PlanBuilder>[0]['save'] = async (body) => {
    const { id } = await mutateAsync({ body })
    toast(t('saved'))
    await navigate({ to: `/plans/${id}` })
  }
  return (
    <Page title={t('newPlan')} back={{ to: '/plans', label: t('plans') }}>
      <PlanBuilder initial={EMPTY} planId={undefined} submitLabel={t('save')} save={save} />
    </Page>
  )
}
