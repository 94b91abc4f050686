import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, AffiliateAssignment, EffectivePlan, PlanAcceptance } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

const MOST = 200

/** What an affiliate earns by: the plans in force, the assignments that say so, the terms it accepted. */
export default function PlansScene() {
  return <AffiliateFrame>{(affiliate) => <Plans affiliate={affiliate} />}</AffiliateFrame>
}

function Plans({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const mayWrite = useMay('commission-plans') && !affiliate.isOrganic
  const params = { id: affiliate.id }
  const effective = operatorApi.useGet('GET /affiliate/{id}/plan', { params })
  const assignments = operatorApi.useList('GET /affiliate/{id}/assignment', { params })
  const acceptances = operatorApi.useList('GET /affiliate/{id}/plan-acceptance', { params })
  const [isAssigning, setAssigning] = useState(false)
  return (
    <>
      <Section title={t('effective')} hint={t('effectiveHint')} isFlush>
        <div className="px-4">
          <Load of={effective}>
            {({ items }) => (
              <ul className="grid divide-y divide-line">
                {items.map((plan) => (
                  <Effective key={plan.brandId} plan={plan} />
                ))}
              </ul>
            )}
          </Load>
        </div>
      </Section>
      <DataTable
        name="affiliate-assignments"
        label={t('assignments')}
        pages={assignments}
        rowId={({ id }) => id}
        columns={useAssignmentColumns(mayWrite)}
        empty={<p className="px-4 py-6 text-soft">{t('noAssignments')}</p>}
        filters={
          <>
            <div className="min-w-0 flex-1 basis-60">
              <h2 className="font-semibold">{t('assignments')}</h2>
              <p className="text-xs text-soft">{t('assignmentsHint')}</p>
            </div>
            {mayWrite && (
              <Button size="small" icon={<Plus className="size-3.5" aria-hidden="true" />} onClick={() => setAssigning(true)}>
                {t('assign')}
              </Button>
            )}
          </>
        }
      />
      <DataTable
        name="affiliate-acceptances"
        label={t('accepted')}
        pages={acceptances}
        rowId={({ id }) => id}
        columns={useAcceptanceColumns()}
        empty={<p className="px-4 py-6 text-soft">{t('noAccepted')}</p>}
        filters={<h2 className="font-semibold">{t('accepted')}</h2>}
      />
      {isAssigning && <AssignDialog affiliate={affiliate} onClose={() => setAssigning(false)} />}
    </>
  )
}

function Effective({ plan: { brandName, planId, planName, version, by } }: { readonly plan: EffectivePlan }) {
  const t = useWords(affiliateWords)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <span className="min-w-32 font-medium">{brandName}</span>
      {planId === null ? (
        <span className="text-warn">{t('noPlan')}</span>
      ) : (
        <>
          <TextLink to={`/plans/${planId}`}>{planName ?? planId}</TextLink>
          {version !== null && <span className="text-soft">{t('version', { number: version })}</span>}
          {by !== null && <Badge tone={by === 'affiliate' ? 'info' : 'quiet'}>{t(`by_${by}`)}</Badge>}
        </>
      )}
    </li>
  )
}

function useAssignmentColumns(mayEnd: boolean): readonly Column<AffiliateAssignment>[] {
  const t = useWords(affiliateWords)
  return useMemo(() => {
    const scopeOf = ({ brandName, productName, trackerName }: AffiliateAssignment) =>
      [brandName, productName, trackerName].filter((name) => name !== null).join(' · ') || t('scopeAll')
    return [
      {
        id: 'plan',
        header: t('plan'),
        cell: ({ planId, planName, isOfGroup }) => (
          <span className="flex items-center gap-2">
            <TextLink to={`/plans/${planId}`}>{planName}</TextLink>
            {isOfGroup && <Badge>{t('ofGroup')}</Badge>}
          </span>
        ),
        text: ({ planName }) => planName,
      },
      { id: 'scope', header: t('scope'), cell: scopeOf, text: scopeOf },
      {
        id: 'from',
        header: t('from'),
        cell: ({ effectiveFrom }) => <Moment at={effectiveFrom} />,
        text: ({ effectiveFrom }) => effectiveFrom,
      },
      {
        id: 'until',
        header: t('until'),
        cell: ({ effectiveUntil }) => (effectiveUntil === null ? t('open') : <Moment at={effectiveUntil} />),
        text: ({ effectiveUntil }) => effectiveUntil,
      },
      ...(mayEnd
        ? [
            {
              id: 'end',
              header: '',
              isNumber: true,
              cell: (assignment: AffiliateAssignment) =>
                assignment.effectiveUntil === null && !assignment.isOfGroup ? <EndButton assignment={assignment} /> : null,
            },
          ]
        : []),
    ]
  }, [t, mayEnd])
}

function EndButton({ assignment: { id, planId } }: { readonly assignment: AffiliateAssignment }) {
  const t = useWords(affiliateWords)
  const [isAsking, setAsking] = useState(false)
  const end = operatorApi.useSend('DELETE /commission-plan/{id}/assignment/{assignmentId}')
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('end')}
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('endTitle')}
        confirmLabel={t('end')}
        onConfirm={() => end.mutateAsync({ params: { id: planId, assignmentId: id } }).then(() => toast(t('ended')))}
      >
        {t('endEffect')}
      </Confirm>
    </>
  )
}

function useAcceptanceColumns(): readonly Column<PlanAcceptance>[] {
  const t = useWords(affiliateWords)
  return useMemo(
    () => [
      {
        id: 'plan',
        header: t('plan'),
        cell: ({ planId, version }) => <TextLink to={`/plans/${planId}`}>{t('version', { number: version })}</TextLink>,
        text: ({ version }) => version,
      },
      { id: 'when', header: t('acceptedAt'), cell: ({ acceptedAt }) => <Moment at={acceptedAt} />, text: ({ acceptedAt }) => acceptedAt },
      {
        id: 'text',
        header: t('text'),
        cell: ({ text }) => (
          <span className="block max-w-96 truncate" title={text}>
            {text}
          </span>
        ),
        text: ({ text }) => text,
      },
    ],
    [t],
  )
}

function AssignDialog({ affiliate, onClose }: { readonly affiliate: Affiliate; readonly onClose: () => void }) {
  const t = useWords(affiliateWords)
  const zone = useTimeZone()
  const plans = operatorApi.useList('GET /commission-plan', { query: { limit: MOST, status: 'active' } })
  const brands = operatorApi.useList('GET /brand', { query: { limit: MOST } })
  const form = useFields({ planId: '', brandId: '', effectiveFrom: '' })
  const assign = operatorApi.useSend('POST /commission-plan/{id}/assignment')
  const submit = async ({ planId, brandId, effectiveFrom }: { planId: string; brandId: string; effectiveFrom: string }) => {
    await assign.mutateAsync({
      params: { id: planId },
      body: {
        affiliateId: affiliate.id,
        ...(brandId !== '' && { brandId }),
        ...(effectiveFrom !== '' && { effectiveFrom: instantOfLocal(effectiveFrom, zone) }),
      },
    })
    toast(t('assigned'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('assign')}>
      <Form form={form} onSubmit={submit} submitLabel={t('assign')}>
        <SelectField
          name="planId"
          label={t('plan')}
          isRequired
          options={[['', ''], ...plans.rows.map(({ id, name }) => [id, name] as const)]}
        />
        <SelectField
          name="brandId"
          label={t('brand')}
          options={[['', t('anyBrand')], ...brands.rows.map(({ id, name }) => [id, name] as const)]}
        />
        <TextField name="effectiveFrom" type="datetime-local" label={t('from')} />
      </Form>
    </Dialog>
  )
}
