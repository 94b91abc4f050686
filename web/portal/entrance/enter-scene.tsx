import { useEffect, useRef, useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useLinkToken } from './link-token.ts'
import { UsedLink } from './used-link.tsx'
import { useEntry } from './use-entry.ts'
import { entranceWords } from './words.ts'

/** The link by which an operator sees the portal as an affiliate does. */
export default function EnterScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const token = useLinkToken()
  const enter = useEntry()
  const isSent = useRef(false)
  const [isUsed, setUsed] = useState(token === '')
  useEffect(() => {
    if (token === '' || isSent.current) return
    isSent.current = true
    portalApi
      .send('POST /session/entrance', { body: { site: site.slug, token } })
      .then(() => enter())
      // Also where the browser keeps no cookie.
      .catch(() => setUsed(true))
  }, [token, site, enter])
  if (isUsed) return <UsedLink to="/sign-in" label={t('signIn')} />
  return (
    <EntrancePage title={t('enterTitle')}>
      <Loading lines={3} />
    </EntrancePage>
  )
}
