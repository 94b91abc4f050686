import { useState } from 'react'
import type { FactorMethod, GivenFactor } from '../../api/console-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { accountWords } from './words.ts'

/** The second step, by one of the ways that somebody has. */
export function FactorForm({
  methods,
  submitLabel,
  onFactor,
  onPasskey,
}: {
  readonly methods: readonly FactorMethod[]
  readonly submitLabel: string
  readonly onFactor: (factor: GivenFactor) => Promise<unknown>
  readonly onPasskey: () => void
}) {
  const t = useWords(accountWords)
  const [method, setMethod] = useState<FactorMethod>(methods[0] ?? 'totp')
  const others = methods.filter((other) => other !== method)
  const labels: Readonly<Record<FactorMethod, string>> = { totp: t('useApp'), recovery_code: t('useRecovery'), passkey: t('usePasskey') }
  return (
    <div className="grid gap-4">
      {method === 'totp' && (
        <CodeForm
          key="totp"
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          submitLabel={submitLabel}
          onFactor={(code) => onFactor({ code })}
        />
      )}
      {method === 'recovery_code' && (
        <CodeForm
          key="recovery"
          name="recoveryCode"
          label={t('recoveryCode')}
          hint={t('recoveryHint')}
          submitLabel={submitLabel}
          onFactor={(recoveryCode) => onFactor({ recoveryCode })}
        />
      )}
      {method === 'passkey' && (
        <Button look="primary" onClick={onPasskey}>
          {t('usePasskey')}
        </Button>
      )}
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {others.map((other) => (
          <button
            key={other}
            type="button"
            className="text-soft underline decoration-line underline-offset-3 hover:text-ink"
            onClick={() => setMethod(other)}
          >
            {labels[other]}
          </button>
        ))}
      </div>
    </div>
  )
}

function CodeForm({
  name,
  label,
  hint,
  submitLabel,
  onFactor,
}: {
  readonly name: 'code' | 'recoveryCode'
  readonly label: string
  readonly hint: string
  readonly submitLabel: string
  readonly onFactor: (code: string) => Promise<unknown>
}) {
  const form = useFields({ [name]: '' })
  return (
    <Form form={form} onSubmit={(values) => onFactor(values[name] ?? '')} submitLabel={submitLabel}>
      <TextField
        name={name}
        label={label}
        hint={hint}
        inputMode={name === 'code' ? 'numeric' : 'text'}
        autoComplete={name === 'code' ? 'one-time-code' : 'off'}
        isMono
        isRequired
        autoFocus
      />
    </Form>
  )
}
