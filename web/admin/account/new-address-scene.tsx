import { useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import type { ApiError } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { tokenOfAddress } from './enter.ts'
import { Entrance, EntranceLink } from './entrance.tsx'
import { accountWords } from './words.ts'

/** The link to a new address. It is used up by a press, not by looking: mail scanners follow links too. */
export default function NewAddressScene() {
  const t = useWords(accountWords)
  const [refusal, setRefusal] = useState<ApiError>()
  const { mutate, isPending, isSuccess } = consoleApi.useSend('POST /address/confirm')
  const toAccount = <EntranceLink to="/account">{t('toAccount')}</EntranceLink>
  if (refusal?.status === 404) return <Entrance title={t('linkUsedUp')} hint={t('linkUsedUpHint')} foot={toAccount} />
  if (isSuccess) {
    return (
      <Entrance title={t('addressTitle')} foot={toAccount}>
        <div role="status">
          <Notice tone="good">{t('addressKept')}</Notice>
        </div>
      </Entrance>
    )
  }
  const confirm = () => {
    setRefusal(undefined)
    mutate({ body: { token: tokenOfAddress() } }, { onError: setRefusal })
  }
  return (
    <Entrance title={t('newAddressTitle')} hint={t('newAddressHint')} foot={toAccount}>
      {refusal !== undefined && (
        <div role="alert">
          <Notice tone="bad">{refusal.message}</Notice>
        </div>
      )}
      <Button look="primary" isBusy={isPending} onClick={confirm}>
        {t('confirmAddress')}
      </Button>
    </Entrance>
  )
}
