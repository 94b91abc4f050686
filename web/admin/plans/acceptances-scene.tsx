import { Handshake, Plus } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { CommissionPlan } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Form, SelectField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from '../../ui/words.ts'
import { AffiliatePicker } from './pickers.tsx'
import { PlanPage } from './plan-page.tsx'
import { planWords } from './words.ts'

export default function AcceptancesScene() {
  const t = useWords(planWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <PlanPage
      actions={
        <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setOpen(true)}>
          {t('record')}
        </Button>
      }
    >
      {(plan) => (
        <>
          <Acceptances plan={plan} />
          <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('record')} hint={t('recordHint')}>
            <RecordForm plan={plan} close={() => setOpen(false)} />
          </Dialog>
        </>
      )}
    </PlanPage>
  )
}

function Acceptances({ plan }: { readonly plan: CommissionPlan }) {
  const t = useWords(planWords)
  const [{ version }, setUrl] = useUrlState({ version: '' })
  const pages = operatorApi.useList('GET /commission-plan/{id}/acceptance', {
    params: { id: plan.id },
    query: { version: version || undefined },
  })
  return (
    <DataTable
      name="plan-acceptances"
      label={t('acceptances')}
      pages={pages}
      rowId={({ id }) => id}
      rowLink={({ affiliateId }) => `/affiliates/${affiliateId}`}
      filters={
        <FilterSelect
          label={t('all')}
          value={version}
          options={numbersTo(plan.version.version)}
          onChange={(next) => setUrl({ version: next })}
        />
      }
      empty={<Empty title={t('noAcceptances')} hint={t('noAcceptancesHint')} icon={<Handshake />} />}
      columns={[
        { id: 'affiliate', header: t('affiliate'), cell: ({ affiliateName }) => affiliateName, text: ({ affiliateName }) => affiliateName },
        { id: 'version', header: t('version'), cell: (row) => row.version, text: (row) => row.version, isNumber: true },
        { id: 'language', header: t('language'), cell: ({ language }) => LANGUAGE_NAMES[language], text: ({ language }) => language },
        { id: 'via', header: t('via'), cell: ({ via }) => t(via), text: ({ via }) => via },
        {
          id: 'accepted',
          header: t('accepted'),
          cell: ({ acceptedAt }) => <Moment at={acceptedAt} />,
          text: ({ acceptedAt }) => acceptedAt,
        },
        {
          id: 'hash',
          header: t('hash'),
          cell: ({ textSha256 }) => <span className="font-mono text-xs">{textSha256.slice(0, 16)}…</span>,
          text: ({ textSha256 }) => textSha256,
          isExtra: true,
        },
      ]}
    />
  )
}

function RecordForm({ plan, close }: { readonly plan: CommissionPlan; readonly close: () => void }) {
  const t = useWords(planWords)
  const own = useLanguage()
  const [affiliate, setAffiliate] = useState<Pick | null>(null)
  const form = useFields({ version: String(plan.version.version), language: String(own), via: 'document' })
  const { mutateAsync } = operatorApi.useSend('POST /affiliate/{id}/plan-acceptance')
  const save = async (values: { version: string; language: string; via: string }) => {
    if (affiliate === null) return form.setError('root', { message: t('chooseWhom') })
    await mutateAsync({
      params: { id: affiliate.id },
      body: {
        planId: plan.id,
        version: Number(values.version),
        language: LANGUAGES.find((one) => one === values.language) ?? own,
        via: values.via === 'message' ? 'message' : 'document',
      },
    })
    toast(t('recorded'))
    close()
  }
  return (
    <Form form={form} onSubmit={save} submitLabel={t('record')}>
      <AffiliatePicker value={affiliate} onChange={setAffiliate} isInvalid={affiliate === null && form.formState.isSubmitted} />
      <SelectField name="version" label={t('version')} isRequired options={numbersTo(plan.version.version)} />
      <SelectField name="language" label={t('language')} isRequired options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]])} />
      <SelectField
        name="via"
        label={t('via')}
        isRequired
        options={[
          ['document', t('document')],
          ['message', t('message')],
        ]}
      />
    </Form>
  )
}

/** Versions from the newest down. */
function numbersTo(newest: number): (readonly [string, string])[] {
  return Array.from({ length: newest }, (_, index) => [String(newest - index), String(newest - index)] as const)
}
