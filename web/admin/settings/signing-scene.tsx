import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { ReasonDialog } from '../money/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

/** With what periods are sealed: the key now and those before. */
export default function SigningScene() {
  const t = useWords(settingWords)
  const mayWrite = useMay('ledger')
  const [isOpen, setOpen] = useState(false)
  const keys = operatorApi.useGet('GET /signing-key', {})
  const { mutateAsync } = operatorApi.useSend('POST /signing-key')
  return (
    <SettingsPage
      subtitle={t('signingHint')}
      actions={mayWrite && (keys.data?.items.length ?? 0) > 0 && <Button onClick={() => setOpen(true)}>{t('rotate')}</Button>}
    >
      <Load of={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <Section>
              <Empty icon={<KeyRound />} title={t('noKeys')} />
            </Section>
          ) : (
            items.map(({ id, fingerprint, publicKey, createdTs, createdBy, retiredAt, endorsedBy }) => (
              <Section
                key={id}
                title={retiredAt === null ? t('current') : t('retired')}
                actions={<Badge tone={retiredAt === null ? 'good' : 'quiet'}>{retiredAt === null ? t('current') : t('retired')}</Badge>}
              >
                <Facts
                  items={[
                    [t('fingerprint'), <CopyField key="fingerprint" value={fingerprint} />],
                    [t('publicKey'), <CopyField key="public" value={publicKey} />],
                    [
                      t('created'),
                      <span key="created">
                        <Moment at={createdTs} /> · <Actor actor={createdBy} />
                        {endorsedBy !== null && <span className="text-soft"> · {t('endorsed')}</span>}
                      </span>,
                    ],
                    ...(retiredAt === null ? [] : [[t('retired'), <Moment key="retired" at={retiredAt} />] as const]),
                  ]}
                />
              </Section>
            ))
          )
        }
      </Load>
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('rotateTitle')}
        confirmLabel={t('rotate')}
        onConfirm={async (reason) => {
          await mutateAsync({ body: { reason } })
          toast(t('rotated'))
        }}
      >
        {t('rotateText')}
      </ReasonDialog>
    </SettingsPage>
  )
}
