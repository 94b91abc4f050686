import { KeyRound, LifeBuoy, Smartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import type { FactorChange, OwnPasskey, SecondFactors } from '../../api/console-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AppDialog } from './app-dialog.tsx'
import { CodesDialog } from './codes-dialog.tsx'
import { knowsPasskeys } from './passkey.ts'
import { PasskeyDialog } from './passkey-dialog.tsx'
import { accountWords } from './words.ts'

type Asked = 'app' | 'removeApp' | 'passkey' | 'codes' | OwnPasskey

/** Authenticator app, passkeys and recovery codes. */
export function TwoStepsSection({ factors }: { readonly factors: SecondFactors }) {
  const t = useWords(accountWords)
  const [asked, setAsked] = useState<Asked>()
  const [codes, setCodes] = useState<readonly string[]>()
  const { mutateAsync: removeApp } = consoleApi.useSend('DELETE /totp')
  const { mutateAsync: removePasskey } = consoleApi.useSend('DELETE /passkeys/{id}')
  const { mutateAsync: renewCodes } = consoleApi.useSend('POST /recovery-codes')
  const close = () => setAsked(undefined)
  const done = (change: FactorChange, word: string) => {
    close()
    toast(word)
    if (change.recoveryCodes !== null) setCodes(change.recoveryCodes)
  }
  const hasFactor = factors.hasTotp || factors.passkeys.length > 0
  const passkey = typeof asked === 'object' ? asked : undefined

  return (
    <Section title={t('twoSteps')} hint={t('twoStepsHint')} isFlush>
      <Way
        icon={<Smartphone className="size-4" />}
        title={t('app')}
        below={<Badge tone={factors.hasTotp ? 'good' : 'quiet'}>{t(factors.hasTotp ? 'appOn' : 'appOff')}</Badge>}
        action={
          factors.hasTotp ? (
            <Button onClick={() => setAsked('removeApp')}>{t('removeApp')}</Button>
          ) : (
            <Button look="primary" onClick={() => setAsked('app')}>
              {t('setUpApp')}
            </Button>
          )
        }
      />
      <Way
        icon={<KeyRound className="size-4" />}
        title={t('passkeys')}
        below={t('passkeysHint')}
        action={knowsPasskeys() && <Button onClick={() => setAsked('passkey')}>{t('addPasskey')}</Button>}
      >
        {factors.passkeys.length > 0 && (
          <ul className="grid gap-1">
            {factors.passkeys.map((own) => (
              <li key={own.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-raised px-3 py-1.5">
                <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{own.name}</span>
                <span className="text-xs text-soft">
                  {t('lastUsed')} {own.lastUsedTs === null ? t('neverUsed') : <Moment at={own.lastUsedTs} shown="ago" />}
                </span>
                <Button size="small" look="ghost" onClick={() => setAsked(own)}>
                  {t('removePasskey')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Way>
      {hasFactor && (
        <Way
          icon={<LifeBuoy className="size-4" />}
          title={t('recoveryCodes')}
          below={t('recoveryLeft', { count: factors.recoveryCodesLeft })}
          action={<Button onClick={() => setAsked('codes')}>{t('renewCodes')}</Button>}
        />
      )}

      {asked === 'app' && <AppDialog onClose={close} onDone={(change) => done(change, t('appAdded'))} />}
      {asked === 'passkey' && <PasskeyDialog onClose={close} onDone={(change) => done(change, t('passkeyAdded'))} />}
      <Confirm
        isOpen={asked === 'removeApp'}
        onClose={close}
        title={t('removeAppTitle')}
        confirmLabel={t('removeApp')}
        isDanger
        onConfirm={async () => done(await removeApp({}), t('appRemoved'))}
      >
        {t('removeAppHint')}
      </Confirm>
      <Confirm
        isOpen={asked === 'codes'}
        onClose={close}
        title={t('renewTitle')}
        confirmLabel={t('renewCodes')}
        onConfirm={async () => done(await renewCodes({}), t('recoveryCodes'))}
      >
        {t('renewHint')}
      </Confirm>
      <Confirm
        isOpen={passkey !== undefined}
        onClose={close}
        title={t('removePasskeyTitle', { name: passkey?.name ?? '' })}
        confirmLabel={t('removePasskey')}
        isDanger
        onConfirm={async () => done(await removePasskey({ params: { id: passkey?.id ?? '' } }), t('passkeyRemoved'))}
      >
        {t('removePasskeyHint')}
      </Confirm>
      {codes !== undefined && <CodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
    </Section>
  )
}

function Way({
  icon,
  title,
  below,
  action,
  children,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly below: ReactNode
  readonly action: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className="grid gap-3 border-b border-line px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-3">
        <span className="grid size-8 shrink-0 place-items-center rounded-md bg-raised text-soft" aria-hidden="true">
          {icon}
        </span>
        <div className="min-w-0 flex-1 basis-40">
          <h3 className="font-medium">{title}</h3>
          <div className="text-xs text-soft">{below}</div>
        </div>
        {action}
      </div>
      {children}
    </div>
  )
}
