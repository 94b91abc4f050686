import { consoleApi } from '../../api/client.ts'
import type { FactorChange } from '../../api/console-api.ts'
import { ApiError } from '../../api/request.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useWords } from '../../ui/words.ts'
import { accountWords } from './words.ts'

/** Has the browser make a passkey. */
export function PasskeyDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (change: FactorChange) => void }) {
  const t = useWords(accountWords)
  const form = useFields({ name: '' })
  const { mutateAsync } = consoleApi.useSend('POST /passkeys')
  const make = async ({ name }: { name: string }) => {
    const optionsJSON = await consoleApi.send('POST /passkeys/options', {})
    const { startRegistration } = await import('@simplewebauthn/browser')
    // Whatever the browser or the reader says no to.
    const response = await startRegistration({ optionsJSON }).catch(() => {
      throw new ApiError({ status: 0, code: 'no_passkey', message: t('passkeyNotMade') })
    })
    onDone(await mutateAsync({ body: { name, response } }))
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('addPasskey')}>
      <Form form={form} submitLabel={t('continue')} onSubmit={make}>
        <TextField name="name" label={t('passkeyName')} hint={t('passkeyNameHint')} isRequired autoFocus />
      </Form>
    </Dialog>
  )
}
