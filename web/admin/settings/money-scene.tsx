import { operatorApi } from '../../api/client.ts'
import type { Program } from '../../api/operator-api.ts'
import { CheckField, Fields, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { payoutWords } from '../payouts/words.ts'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

/** How money goes out, and what becomes of negative months. */
export default function MoneyScene() {
  const program = operatorApi.useGet('GET /program', {})
  return (
    <SettingsPage>
      <Load of={program}>
        {(data) => (
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <PayoutRules program={data} />
            <Carryover program={data} />
          </div>
        )}
      </Load>
    </SettingsPage>
  )
}

const FREQUENCIES = ['weekly', 'biweekly', 'monthly'] as const
const KINDS = ['weekly', 'half_monthly', 'monthly', 'quarterly'] as const

function PayoutRules({ program }: { readonly program: Program }) {
  const t = useWords(settingWords)
  const payout = useWords(payoutWords)
  const kind = program.periodKinds.at(-1)?.kind ?? 'monthly'
  const form = useFields({
    payoutApproval: program.payoutApproval,
    payoutFrequency: program.payoutFrequency,
    automaticPayoutRuns: program.automaticPayoutRuns,
    payoutMinimum: String(program.payoutMinimum),
    payoutHoldHours: String(program.payoutHoldHours),
    adjustmentLimit: String(program.adjustmentLimit),
    periodKind: kind,
  })
  const { mutateAsync } = operatorApi.useSend('PATCH /program')
  return (
    <Section title={t('payouts')} actions={<TextLink to="/payouts/accounts">{payout('accounts')}</TextLink>}>
      <Form
        form={form}
        submitLabel={t('save')}
        onSubmit={async ({ periodKind, ...values }) => {
          await mutateAsync({
            body: {
              ...values,
              payoutMinimum: numberOf(values.payoutMinimum),
              payoutHoldHours: Number(values.payoutHoldHours),
              adjustmentLimit: numberOf(values.adjustmentLimit),
              ...(periodKind !== kind && { periodKind }),
            },
          })
          toast(t('saved'))
        }}
      >
        <SelectField
          name="payoutApproval"
          label={t('approval')}
          isRequired
          options={[
            ['two_people', t('approval_two_people')],
            ['one_person', t('approval_one_person')],
          ]}
        />
        <Fields>
          <SelectField
            name="payoutFrequency"
            label={t('frequency')}
            isRequired
            options={FREQUENCIES.map((one) => [one, t(`frequency_${one}`)])}
          />
          <SelectField
            name="periodKind"
            label={t('periodKind')}
            hint={t('periodKindHint')}
            isRequired
            options={KINDS.map((one) => [one, t(`kind_${one}`)])}
          />
          <TextField
            name="payoutMinimum"
            label={`${t('minimum')} (${program.currency})`}
            hint={t('minimumHint')}
            inputMode="decimal"
            isRequired
          />
          <TextField name="adjustmentLimit" label={`${t('adjustmentLimit')} (${program.currency})`} inputMode="decimal" isRequired />
          <TextField name="payoutHoldHours" label={t('holdHours')} hint={t('holdHint')} inputMode="numeric" isRequired />
        </Fields>
        <CheckField name="automaticPayoutRuns" label={t('automatic')} hint={t('automaticHint')} />
      </Form>
    </Section>
  )
}

const SCOPES = ['affiliate', 'brand', 'plan', 'product'] as const

function Carryover({ program: { carryover, currency } }: { readonly program: Program }) {
  const t = useWords(settingWords)
  const amount = carryover.cap !== null && 'amount' in carryover.cap ? String(carryover.cap.amount) : ''
  const form = useFields({
    carryover: {
      mode: carryover.mode,
      scope: carryover.scope,
      what: carryover.what,
      expiryMonths: String(carryover.expiryMonths ?? ''),
      capAmount: amount,
    },
  })
  const { mutateAsync } = operatorApi.useSend('PATCH /program')
  return (
    <Section title={t('carryover')} hint={t('carryoverHint')}>
      <Form
        form={form}
        submitLabel={t('save')}
        onSubmit={async ({ carryover: { expiryMonths, capAmount, ...rest } }) => {
          const cap = capAmount !== '' ? { cap: { amount: numberOf(capAmount) } } : amount !== '' ? { cap: null } : {}
          await mutateAsync({ body: { carryover: { ...rest, expiryMonths: expiryMonths === '' ? null : Number(expiryMonths), ...cap } } })
          toast(t('saved'))
        }}
      >
        <Fields>
          <SelectField
            name="carryover.mode"
            label={t('mode')}
            isRequired
            options={[
              ['reset', t('mode_reset')],
              ['carry', t('mode_carry')],
            ]}
          />
          <SelectField name="carryover.scope" label={t('scope')} isRequired options={SCOPES.map((one) => [one, t(`scope_${one}`)])} />
          <SelectField
            name="carryover.what"
            label={t('what')}
            isRequired
            options={[
              ['base', t('what_base')],
              ['commission', t('what_commission')],
            ]}
          />
          <TextField name="carryover.expiryMonths" label={t('expiry')} hint={t('expiryHint')} inputMode="numeric" />
          <TextField name="carryover.capAmount" label={`${t('capAmount')} (${currency})`} hint={t('capHint')} inputMode="decimal" />
        </Fields>
      </Form>
    </Section>
  )
}

function numberOf(text: string): number {
  return Number(text.trim().replace(',', '.'))
}
