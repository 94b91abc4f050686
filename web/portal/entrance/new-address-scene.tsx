import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useLinkToken } from './link-token.ts'
import { UsedLink } from './used-link.tsx'
import { entranceWords } from './words.ts'

/** The link that a new address was sent. */
export default function NewAddressScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const token = useLinkToken()
  const [isBusy, setBusy] = useState(false)
  const [state, setState] = useState<'asking' | 'done' | 'used'>(token === '' ? 'used' : 'asking')
  const confirm = async () => {
    setBusy(true)
    await portalApi.send('POST /new-address/confirmation', { body: { site: site.slug, token } }).then(
      () => setState('done'),
      () => setState('used'),
    )
    setBusy(false)
  }
  if (state === 'used') return <UsedLink to="/sign-in" label={t('signIn')} />
  if (state === 'done')
    return (
      <EntrancePage title={t('newAddressDone')}>
        <div>
          <ButtonLink look="primary" to="/sign-in">
            {t('signIn')}
          </ButtonLink>
        </div>
      </EntrancePage>
    )
  return (
    <EntrancePage title={t('newAddressTitle')} hint={t('newAddressHint')}>
      <div>
        <Button look="primary" isBusy={isBusy} onClick={() => void confirm()}>
          {t('confirm')}
        </Button>
      </div>
    </EntrancePage>
  )
}
