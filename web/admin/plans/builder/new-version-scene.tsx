import { useNavigate } from '@tanstack/react-router'
import { operatorApi } from '../../../api/client.ts'
import type { CommissionPlan, PlanText } from '../../../api/operator-api.ts'
import { localTimeOf } from '../../../ui/date-range/local-time.ts'
import { Page } from '../../../ui/page.tsx'
import { useSceneParam } from '../../../ui/scene.tsx'
import { Load } from '../../../ui/states.tsx'
import { useTimeZone } from '../../../ui/time-zone.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useWords } from '../../../ui/words.ts'
import { PlanBuilder } from './plan-builder.tsx'
import { toDraft } from './to-draft.ts'
import { builderWords } from './words.ts'

/** A version begins as the newest one is, but for its date. */
export default function NewVersionScene() {
  const planId = useSceneParam('planId')
  return (
    <Load of={operatorApi.useGet('GET /commission-plan/{id}', { params: { id: planId } })}>{(plan) => <NewVersion plan={plan} />}</Load>
  )
}

function NewVersion({ plan }: { readonly plan: CommissionPlan }) {
  const t = useWords(builderWords)
  const zone = useTimeZone()
  const navigate = useNavigate()
  const { version } = plan.version
  const { mutateAsync } = operatorApi.useSend('POST /commission-plan/{id}/version')
  const { data: text } = operatorApi.useGet('GET /commission-plan/{id}/version/{version}/text', {
    params: { id: plan.id, version: String(version) },
    query: {},
  })
  const draft = toDraft(plan.name, plan.version, (instant) => localTimeOf(instant, zone))
  const save: Parameters<typeof PlanBuilder>[0]['save'] = async ({ version: body }) => {
    await mutateAsync({ params: { id: plan.id }, body })
    toast(t('saved'))
    await navigate({ to: `/plans/${plan.id}` })
  }
  return (
    <Page title={t('newVersion', { name: plan.name })} back={{ to: `/plans/${plan.id}`, label: plan.name }}>
      <PlanBuilder
        initial={{ ...draft, version: { ...draft.version, effectiveFrom: '', appliesTo: 'new_customers' } }}
        planId={plan.id}
        known={text && { version, sentences: sentencesOf(text.items) }}
        submitLabel={t('saveVersion')}
        save={save}
      />
    </Page>
  )
}

function sentencesOf(texts: readonly PlanText[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(texts.map(({ language, paragraphs }) => [language, new Set(paragraphs.flatMap(({ sentences }) => sentences))]))
}
