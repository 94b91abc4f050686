import { Snowflake } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Notice } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { needsSecondPerson, ReasonDialog, SecondPersonNotice } from '../money/parts.tsx'
import { useMay, useSession } from '../shell/session.tsx'
import { payoutWords } from './words.ts'

/** Says that nothing goes out while payouts are frozen, and who can change that. */
export function FreezeNotice() {
  const t = useWords(payoutWords)
  const mayWrite = useMay('payouts')
  const { user } = useSession()
  const [isOpen, setOpen] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const { data } = operatorApi.useGet('GET /payout-freeze', {})
  const { mutateAsync } = operatorApi.useSend('POST /payout-freeze/lift')
  if (data?.frozen !== true) return null
  const lift = async (reason: string) => {
    try {
      await mutateAsync({ body: { reason } })
    } catch (error) {
      setRefused(needsSecondPerson(error))
      throw error
    }
    toast(t('lifted'))
  }
  const isOwn = isRefused || data.frozenBy === `user:${user.id}`
  return (
    <>
      <Notice tone="bad" title={t('frozenTitle')}>
        <p>{t('frozenBy', { reason: data.reason ?? '' })}</p>
        {data.unknownPayouts > 0 && (
          <p className="mt-1">
            <TextLink to="/payouts/list" search={{ instruction: 'unknown' }}>
              {t('unknownCount', { count: data.unknownPayouts })}
            </TextLink>
          </p>
        )}
        {mayWrite && !isOwn && (
          <div className="mt-2">
            <Button onClick={() => setOpen(true)}>{t('lift')}</Button>
          </div>
        )}
      </Notice>
      {isOwn && <SecondPersonNotice />}
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('liftTitle')} confirmLabel={t('lift')} onConfirm={lift}>
        {t('liftText')}
      </ReasonDialog>
    </>
  )
}

export function FreezeButton() {
  const t = useWords(payoutWords)
  const mayWrite = useMay('payouts')
  const [isOpen, setOpen] = useState(false)
  const { data } = operatorApi.useGet('GET /payout-freeze', {})
  const { mutateAsync } = operatorApi.useSend('POST /payout-freeze')
  if (!mayWrite || data?.frozen !== false) return null
  const freeze = async (reason: string) => {
    await mutateAsync({ body: { reason } })
    toast(t('frozen'))
  }
  return (
    <>
      <Button icon={<Snowflake className="size-4" />} onClick={() => setOpen(true)}>
        {t('freeze')}
      </Button>
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('freezeTitle')}
        confirmLabel={t('freeze')}
        isDanger
        onConfirm={freeze}
      >
        {t('freezeText')}
      </ReasonDialog>
    </>
  )
}
