import { portalApi } from '../../api/client.ts'
import type { OwnPlan, OwnPlanVersion } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Notice, Page, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { AcceptButton } from './accept-button.tsx'
import { FairnessCard } from './fairness-card.tsx'
import { PlanText } from './plan-text.tsx'
import { VersionDiff } from './version-diff.tsx'
import { planWords } from './words.ts'

/** The terms of one plan: in words, what they mean, what changed, and the affiliate's yes. */
export default function PlanScene() {
  const t = useWords(planWords)
  const plans = portalApi.useGet('GET /plan', {})
  const [{ plan: planId }, setUrl] = useUrlState({ plan: '', version: '' })
  const items = plans.data?.items ?? []
  const plan = items.find(({ id }) => id === planId) ?? items[0]
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        items.length > 1 &&
        plan !== undefined && (
          <FilterSelect
            label={t('choose')}
            value={plan.id}
            options={items.map(({ id, name }) => [id, name])}
            onChange={(next) => setUrl({ plan: next, version: '' })}
          />
        )
      }
    >
      <Load of={plans}>
        {() =>
          plan === undefined ? (
            <Section>
              <Empty title={t('none')} hint={t('noneHint')} />
            </Section>
          ) : (
            <Plan key={plan.id} plan={plan} />
          )
        }
      </Load>
    </Page>
  )
}

function Plan({ plan }: { readonly plan: OwnPlan }) {
  const versions = portalApi.useGet('GET /plan/{id}/version', { params: { id: plan.id }, query: { limit: 100 } })
  return <Load of={versions}>{({ items }) => <Versions plan={plan} versions={items} />}</Load>
}

function Versions({ plan, versions }: { readonly plan: OwnPlan; readonly versions: readonly OwnPlanVersion[] }) {
  const t = useWords(planWords)
  const [{ version }, setUrl] = useUrlState({ version: '' })
  const shown =
    versions.find((one) => String(one.version) === version) ?? versions.find((one) => one.version === plan.version) ?? versions[0]
  if (shown === undefined) return null
  const others = versions.filter((one) => one.version !== shown.version)
  return (
    <>
      <Section
        title={plan.name}
        hint={plan.brands.length === 0 ? t('earlier') : t('newCustomers', { brands: plan.brands.map(({ name }) => name).join(', ') })}
        actions={
          <FilterSelect
            label={t('versions')}
            value={String(shown.version)}
            options={versions.map((one) => [String(one.version), t('version', { version: one.version })])}
            onChange={(next) => setUrl({ version: next })}
          />
        }
      >
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{t('version', { version: shown.version })}</span>
          {shown.version === plan.version && plan.brands.length > 0 && <Badge tone="good">{t('current')}</Badge>}
          {shown.version > plan.version && <Badge tone="info">{t('coming')}</Badge>}
          <span className="text-soft">
            {t('effectiveFrom')} <Moment at={shown.effectiveFrom} shown="date" />, {t(`appliesTo_${shown.appliesTo}`)}
          </span>
        </div>
        <Acceptance plan={plan} version={shown.version} />
      </Section>
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <PlanText planId={plan.id} version={shown.version} />
        <div className="grid gap-6">
          <FairnessCard planId={plan.id} version={shown.version} />
          {others.length > 0 && <VersionDiff planId={plan.id} version={shown.version} others={others.map((one) => one.version)} />}
        </div>
      </div>
    </>
  )
}

function Acceptance({ plan, version }: { readonly plan: OwnPlan; readonly version: number }) {
  const t = useWords(planWords)
  const language = useLanguage()
  const zone = useTimeZone()
  const isAccepted = plan.accepted !== null && plan.accepted.version >= version
  return (
    <div className="mt-3">
      <Notice tone={isAccepted ? 'good' : 'info'}>
        <div className="flex flex-wrap items-center justify-between gap-2">
          {plan.accepted !== null && isAccepted
            ? t('accepted', { version: plan.accepted.version, date: formatMoment(plan.accepted.acceptedAt, 'date', zone, language) })
            : t('notAccepted')}
          {!isAccepted && <AcceptButton planId={plan.id} version={version} />}
        </div>
      </Notice>
    </div>
  )
}
