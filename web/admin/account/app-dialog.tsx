import { useQuery } from '@tanstack/react-query'
import { consoleApi } from '../../api/client.ts'
import type { FactorChange } from '../../api/console-api.ts'
import type { ApiError } from '../../api/request.ts'
import { CopyField } from '../../ui/copy.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** Shows a new secret to the app, and takes it into force by the first code. */
export function AppDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (change: FactorChange) => void }) {
  const t = useWords(accountWords)
  const form = useFields({ code: '' })
  const translated = useTranslated()
  const { mutateAsync } = consoleApi.useSend('POST /totp/confirm')
  // Made once for this dialog: another one would make the first code wrong.
  const made = useQuery<{ readonly secret: string; readonly uri: string }, ApiError>({
    queryKey: ['new-totp'],
    queryFn: () => consoleApi.send('POST /totp', {}),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  return (
    <Dialog isOpen onClose={onClose} title={t('appDialog')}>
      <Load of={made}>
        {({ secret, uri }) => (
          <div className="grid gap-4">
            <p className="text-soft">{t('appScan')}</p>
            <QrCode text={uri} label={t('appDialog')} />
            <div className="grid gap-1">
              <span className="text-xs text-soft">{t('appKey')}</span>
              <CopyField value={secret} />
            </div>
            <Form
              form={form}
              submitLabel={t('turnOn')}
              onSubmit={async ({ code }) => onDone(await translated(() => mutateAsync({ body: { code } })))}
            >
              <TextField name="code" label={t('code')} inputMode="numeric" autoComplete="one-time-code" isMono isRequired autoFocus />
            </Form>
          </div>
        )}
      </Load>
    </Dialog>
  )
}
