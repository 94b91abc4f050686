import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Notice } from '../../ui/page.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useWords } from '../../ui/words.ts'
import { MODULES } from './roles.ts'
import { useModuleName } from './use-module-name.ts'
import { peopleWords } from './words.ts'

type Values = Record<string, string>

const NOTHING_CHOSEN: Values = Object.fromEntries(MODULES.map((module) => [`module-${module}`, 'none']))

/** Makes a key, and shows it the one time. */
export function KeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(peopleWords)
  const nameOf = useModuleName()
  const zone = useTimeZone()
  const [made, setMade] = useState<string>()
  const form = useFields<Values>({ name: '', scope: 'modules', expiresTs: '', ...NOTHING_CHOSEN })
  const { mutateAsync } = operatorApi.useSend('POST /api-key')
  const make = async (values: Values) => {
    const expires = values['expiresTs'] ?? ''
    const { key } = await mutateAsync({
      body: {
        name: values['name'] ?? '',
        permissions: permissionsOf(values),
        ...(expires === '' ? {} : { expiresTs: instantOfLocal(`${expires}T23:59`, zone) }),
      },
    })
    setMade(key)
  }
  if (made !== undefined) {
    return (
      <Dialog isOpen onClose={onClose} title={t('keyMade')}>
        <div className="grid gap-4">
          <Notice tone="warn">{t('keyMadeHint')}</Notice>
          <CopyField value={made} />
          <div className="flex justify-end">
            <Button look="primary" onClick={onClose}>
              {t('keyKept')}
            </Button>
          </div>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('addKey')} isWide>
      <Form form={form} onSubmit={make} submitLabel={t('makeKey')}>
        <TextField name="name" label={t('keyName')} hint={t('keyNameHint')} isRequired autoFocus />
        <SelectField
          name="scope"
          label={t('keyAccess')}
          isRequired
          options={[
            ['modules', t('keyModules')],
            ['everything', t('keyEverything')],
          ]}
        />
        {form.watch('scope') === 'modules' && (
          <div className="grid gap-x-4 gap-y-2 rounded-md border border-line p-3 sm:grid-cols-2">
            {MODULES.map((module) => (
              <SelectField
                key={module}
                name={`module-${module}`}
                label={nameOf(module)}
                isRequired
                options={[
                  ['none', t('noAccess')],
                  ['read', t('read')],
                  ['write', t('write')],
                ]}
              />
            ))}
          </div>
        )}
        <TextField name="expiresTs" label={t('keyExpires')} hint={t('keyExpiresHint')} type="date" />
      </Form>
    </Dialog>
  )
}

function permissionsOf(values: Values): Record<string, 'read' | 'write'> {
  if (values['scope'] === 'everything') return { admin: 'write' }
  return Object.fromEntries(
    MODULES.flatMap((module) => {
      const access = values[`module-${module}`]
      return access === 'read' || access === 'write' ? [[module, access] as const] : []
    }),
  )
}
