import { operatorApi } from '../../api/client.ts'
import type { Gateway } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { GatewayTabs } from './gateway-tabs.tsx'
import { SetUpDialog } from './set-up-dialog.tsx'
import { gatewayWords } from './words.ts'

export default function GatewaysScene() {
  const t = useWords(gatewayWords)
  const [{ setUp }, setUrl] = useUrlState({ setUp: '' })
  const gateways = operatorApi.useGet('GET /gateway', {})
  const chosen = gateways.data?.items.find(({ kind }) => kind === setUp)
  return (
    <Page title={t('title')} subtitle={t('subtitle')} tabs={<GatewayTabs />}>
      <Load of={gateways}>
        {({ items }) => (
          <div className="grid items-start gap-6 lg:grid-cols-2">
            {items.map((gateway) => (
              <Card key={gateway.kind} gateway={gateway} onSetUp={() => setUrl({ setUp: gateway.kind })} />
            ))}
          </div>
        )}
      </Load>
      {chosen !== undefined && <SetUpDialog gateway={chosen} onClose={() => setUrl({ setUp: '' })} />}
    </Page>
  )
}

function Card({ gateway, onSetUp }: { readonly gateway: Gateway; readonly onSetUp: () => void }) {
  const t = useWords(gatewayWords)
  const kit = useWords(kitWords)
  const mayWrite = useMay('settings')
  const { name, enabled, webhookUrl, secrets, allowMetadata, allowCoupon, updatedTs } = gateway
  const yesNo = (is: boolean) => kit(is ? 'yes' : 'no')
  const isUnchecked = enabled && secrets.every(({ count }) => count === 0)
  return (
    <Section
      title={name}
      actions={
        <>
          <Badge tone={enabled ? 'good' : 'quiet'}>{t(enabled ? 'on' : 'off')}</Badge>
          {mayWrite && (
            <Button size="small" aria-label={`${t(updatedTs === null ? 'setUp' : 'change')}: ${name}`} onClick={onSetUp}>
              {t(updatedTs === null ? 'setUp' : 'change')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-1">
          <div className="text-soft">{t('webhook')}</div>
          <CopyField value={webhookUrl} label={`${kit('copy')}: ${name}`} />
          <p className="text-xs text-soft">{t('webhookHint')}</p>
        </div>
        {isUnchecked && <Notice tone="warn">{t('noSecrets')}</Notice>}
        <Facts
          items={[
            ...secrets.map((secret) => [secret.name, <Secret key={secret.name} secret={secret} />] as const),
            [t('metadata'), yesNo(allowMetadata)],
            [t('coupon'), yesNo(allowCoupon)],
            ...(updatedTs === null ? [] : [[t('changed'), <Moment key="changed" at={updatedTs} />] as const]),
          ]}
        />
      </div>
    </Section>
  )
}

function Secret({ secret: { about, count } }: { readonly secret: Gateway['secrets'][number] }) {
  const t = useWords(gatewayWords)
  return (
    <>
      {count === null ? (
        <span className="text-bad">{t('secretsLost')}</span>
      ) : count === 0 ? (
        <span className="text-soft">{t('secretsNone')}</span>
      ) : (
        t('secretsSet', { count })
      )}
      <span className="block text-xs text-soft">{about}</span>
    </>
  )
}
