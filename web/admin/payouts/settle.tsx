import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Payout, PayoutRun } from '../../api/operator-api.ts'
import { formatAmount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { plus } from '../money/sums.ts'
import { payoutWords } from './words.ts'

function useTotal(payouts: readonly Payout[]) {
  const language = useLanguage()
  const currency = payouts[0]?.currency
  return {
    count: payouts.length,
    amount: currency === undefined ? '0' : formatAmount(plus(...payouts.map(({ amount }) => amount)), currency, language),
  }
}

/** Several payouts of a run are paid. Their end-to-end ids stand for what they are called outside. */
export function SettleButton({
  run,
  payouts,
  onDone,
}: {
  readonly run: PayoutRun
  readonly payouts: readonly Payout[]
  readonly onDone: () => void
}) {
  const t = useWords(payoutWords)
  const told = useTotal(payouts)
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /payout-run/{id}/settlement')
  const settle = async () => {
    await mutateAsync({
      params: { id: run.id },
      body: { payouts: payouts.map(({ id, endToEndId }) => ({ payoutId: id, externalId: endToEndId })) },
    })
    toast(t('marked'))
    onDone()
  }
  return (
    <>
      <Button size="small" disabled={payouts.length === 0} onClick={() => setOpen(true)}>
        {t('markPaid')}
      </Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('markPaidTitle')} confirmLabel={t('markPaid')} onConfirm={settle}>
        {t('markPaidText', told)}
      </Confirm>
    </>
  )
}

/** One payout is paid, by what the payment is called outside. */
export function SettleOneButton({ payout }: { readonly payout: Payout }) {
  const t = useWords(payoutWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('markPaid')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('markPaidTitle')}>
        <SettleForm payout={payout} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function SettleForm({ payout, onDone }: { readonly payout: Payout; readonly onDone: () => void }) {
  const t = useWords(payoutWords)
  const told = useTotal([payout])
  const form = useFields({ externalId: payout.externalId ?? '' })
  const { mutateAsync } = operatorApi.useSend('POST /payout/{id}/settlement')
  return (
    <Form
      form={form}
      submitLabel={t('markPaid')}
      onSubmit={async ({ externalId }) => {
        await mutateAsync({ params: { id: payout.id }, body: externalId === '' ? {} : { externalId } })
        toast(t('marked'))
        onDone()
      }}
    >
      <p className="text-soft">{t('markPaidText', told)}</p>
      <TextField name="externalId" label={t('externalId')} hint={t('externalHint')} isRequired isMono />
    </Form>
  )
}
