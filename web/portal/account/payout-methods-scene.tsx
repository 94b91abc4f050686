import { Landmark, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { OwnPayoutMethod } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Notice, Page, Section } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { PayoutMethodForm } from './payout-method-form.tsx'
import { useProof } from './use-proof.tsx'
import { VIA } from './via.ts'
import { accountWords } from './words.ts'

/** Where an affiliate is paid. */
export default function PayoutMethodsScene() {
  const t = useWords(accountWords)
  const { user } = useSession()
  const isAllowed = useMay('payouts') && user !== null
  const isReady = isAllowed && user.hasSecondFactor
  const [isAdding, setAdding] = useState(false)
  const pages = portalApi.useList('GET /payout-method', {})
  const add = isReady && (
    <Button look="primary" onClick={() => setAdding(true)}>
      {t('addMethod')}
    </Button>
  )
  return (
    <Page title={t('methods')} subtitle={t('methodsHint')} actions={pages.rows.length > 0 && add}>
      {isAllowed && !user.hasSecondFactor && (
        <Section>
          <Empty
            icon={<ShieldCheck className="size-5" />}
            title={t('needsFactor')}
            hint={t('needsFactorHint')}
            action={
              <ButtonLink look="primary" to="/account">
                {t('addApp')}
              </ButtonLink>
            }
          />
        </Section>
      )}
      {!isAllowed && <Notice>{t('noRight')}</Notice>}
      {pages.error !== null ? (
        <Failed error={pages.error} onRetry={pages.reload} />
      ) : pages.isLoading ? (
        <Loading />
      ) : pages.rows.length === 0 ? (
        <Section>
          <Empty
            icon={<Landmark className="size-5" />}
            title={t('noMethod')}
            hint={t('noMethodHint')}
            {...(add !== false && { action: add })}
          />
        </Section>
      ) : (
        <Section isFlush>
          <ul className="divide-y divide-line">
            {pages.rows.map((method) => (
              <Method key={method.id} method={method} isReady={isReady} />
            ))}
          </ul>
        </Section>
      )}
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t('addMethod')} hint={t('methodsHint')}>
        <PayoutMethodForm onDone={() => setAdding(false)} />
      </Dialog>
    </Page>
  )
}

function Method({ method, isReady }: { readonly method: OwnPayoutMethod; readonly isReady: boolean }) {
  const t = useWords(accountWords)
  const language = useLanguage()
  const zone = useTimeZone()
  const { withProof, dialog } = useProof()
  const { mutateAsync: change } = portalApi.useSend('PATCH /payout-method/{id}')
  const { mutateAsync: archive } = portalApi.useSend('DELETE /payout-method/{id}')
  const [asked, setAsked] = useState<'default' | 'removal' | null>(null)
  const { id, kind, label, hint, currency, status, isDefault, heldUntil, createdTs, enteredBy } = method
  const params = { id }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium [overflow-wrap:anywhere]">{label ?? t(VIA[kind])}</span>
          {isDefault && <Badge tone="info">{t('default')}</Badge>}
          {status === 'held' && heldUntil !== null ? (
            <Badge tone="warn">{t('held', { date: formatMoment(heldUntil, 'time', zone, language) })}</Badge>
          ) : (
            <Badge tone="good">{t('payable')}</Badge>
          )}
        </div>
        <div className="text-xs text-soft [overflow-wrap:anywhere]">
          {label !== null && `${t(VIA[kind])} · `}
          {hint} · {currency} · {t('entered')} <Moment at={createdTs} shown="date" />
          {enteredBy === 'operator' && ` (${t('byOperator')})`}
        </div>
      </div>
      {isReady && (
        <div className="flex flex-wrap gap-2">
          {!isDefault && (
            <Button size="small" onClick={() => setAsked('default')}>
              {t('makeDefault')}
            </Button>
          )}
          <Button size="small" onClick={() => setAsked('removal')}>
            {t('removeMethod')}
          </Button>
        </div>
      )}
      <Confirm
        isOpen={asked === 'default'}
        onClose={() => setAsked(null)}
        title={t('makeDefaultTitle', { hint })}
        confirmLabel={t('makeDefault')}
        onConfirm={() => withProof(() => change({ params, body: { makeDefault: true } }))}
      >
        {t('makeDefaultHint')}
      </Confirm>
      <Confirm
        isOpen={asked === 'removal'}
        onClose={() => setAsked(null)}
        title={t('removeMethodTitle')}
        confirmLabel={t('removeMethod')}
        isDanger
        onConfirm={() => withProof(() => archive({ params })).then(() => toast(t('archived')))}
      >
        {t('removeMethodHint', { hint })}
      </Confirm>
      {dialog}
    </li>
  )
}
