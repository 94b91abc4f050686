import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { planWords } from './words.ts'

/** The affiliate's yes, by a person who may give it. */
export function AcceptButton({ planId, version }: { readonly planId: string; readonly version: number }) {
  const t = useWords(planWords)
  const language = useLanguage()
  const [isAsking, setAsking] = useState(false)
  const { mutateAsync } = portalApi.useSend('POST /plan/{id}/version/{version}/acceptance')
  const { user } = useSession()
  const mayAccept = useMay('commission-plans')
  if (!mayAccept || user === null) return <span className="text-xs text-soft">{t('readInstead')}</span>
  const accept = async () => {
    await mutateAsync({ params: { id: planId, version: String(version) }, body: { language } })
    toast(t('acceptedNow'))
  }
  return (
    <>
      <Button look="primary" size="small" onClick={() => setAsking(true)}>
        {t('accept', { version })}
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('acceptTitle')}
        confirmLabel={t('accept', { version })}
        onConfirm={accept}
      >
        {t('acceptHint')}
      </Confirm>
    </>
  )
}
