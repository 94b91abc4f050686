import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { ApiError } from '../../api/request.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useRefusalWords } from './in-words.ts'
import { useLinkToken } from './link-token.ts'
import { UsedLink } from './used-link.tsx'
import { entranceWords } from './words.ts'

/** The link of an application. It is used up by a press, not by looking: mail scanners follow links too. */
export default function VerifyScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const token = useLinkToken()
  const say = useRefusalWords()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ApiError>()
  const [verified, setVerified] = useState<{ readonly status: 'pending' | 'active'; readonly email: string }>()
  const verify = async () => {
    setBusy(true)
    await say(portalApi.send('POST /sign-up/verification', { body: { site: site.slug, token } })).then(setVerified, setRefusal)
    setBusy(false)
  }
  if (verified !== undefined) {
    return (
      <EntrancePage title={t('verified')} hint={t(verified.status === 'active' ? 'activeHint' : 'pendingHint')}>
        <div>
          <ButtonLink look="primary" to="/sign-in" search={{ email: verified.email }}>
            {t('signIn')}
          </ButtonLink>
        </div>
      </EntrancePage>
    )
  }
  if (token === '' || refusal?.status === 404) return <UsedLink to="/sign-up" label={t('signUp')} />
  return (
    <EntrancePage title={t('verifyTitle')} hint={t('verifyHint')}>
      {refusal !== undefined && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {refusal.message}
        </p>
      )}
      <div>
        <Button look="primary" isBusy={isBusy} onClick={() => void verify()}>
          {t('confirm')}
        </Button>
      </div>
    </EntrancePage>
  )
}
