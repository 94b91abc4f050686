import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { PayoutInstruction, PayoutRun } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMoneyCodes } from '../money/parts.tsx'
import { useTold } from './totals.tsx'
import { payoutWords } from './words.ts'

const RAILS = ['manual', 'csv', 'sepa', 'pix', 'webhook'] as const satisfies readonly PayoutInstruction['rail'][]

/** Sends what is approved by one of the ways that money leaves. */
export function SendButton({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('send')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('sendTitle')}>
        <SendForm run={run} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function SendForm({ run, onDone }: { readonly run: PayoutRun; readonly onDone: () => void }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const told = useTold(run.payouts, ['approved'])
  const form = useFields<{ rail: (typeof RAILS)[number]; executionDate: string }>({ rail: 'manual', executionDate: '' })
  const rail = form.watch('rail')
  const { mutateAsync } = operatorApi.useSend('POST /payout-run/{id}/instruction')
  const isBank = rail === 'sepa' || rail === 'pix'
  return (
    <Form
      form={form}
      submitLabel={t('send')}
      onSubmit={async ({ executionDate }) => {
        const sent = await mutateAsync({ params: { id: run.id }, body: { rail, ...(isBank && executionDate !== '' && { executionDate }) } })
        toast(sent.files.length > run.files.length ? `${t('sent')}. ${t('sentFile')}` : t('sent'))
        onDone()
      }}
    >
      <p className="text-soft">{t('sendText', told)}</p>
      <SelectField
        name="rail"
        label={t('rail')}
        hint={t(`railHint_${rail}`)}
        isRequired
        options={RAILS.map((one) => [one, code('rail', one)])}
      />
      {isBank && <TextField name="executionDate" type="date" label={t('executionDate')} hint={t('executionHint')} />}
    </Form>
  )
}
