import { Coins } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { FxRate } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Fields, Form, TextField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { FileField } from '../money/file-field.tsx'
import { useCurrency, useMay } from '../shell/session.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

/** What other currencies are worth, by hand or from the European Central Bank. */
export default function RatesScene() {
  const t = useWords(settingWords)
  const currency = useCurrency()
  const mayWrite = useMay('settings')
  const [open, setOpen] = useState<'rate' | 'ecb'>()
  const [{ of }, setUrl] = useUrlState({ of: '' })
  const wanted = /^[A-Z]{3}$/.test(of.toUpperCase()) ? of.toUpperCase() : undefined
  const pages = operatorApi.useList('GET /fx-rate', { query: { currency: wanted } })
  const close = () => setOpen(undefined)
  const actions = mayWrite && (
    <>
      <Button onClick={() => setOpen('ecb')}>{t('importRates')}</Button>
      <Button look="primary" onClick={() => setOpen('rate')}>
        {t('addRate')}
      </Button>
    </>
  )
  return (
    <SettingsPage subtitle={t('ratesHint', { currency })} actions={actions}>
      <DataTable
        name="fx-rates"
        label={t('rates')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        filters={<SearchInput label={t('currency')} value={of} onChange={(next) => setUrl({ of: next })} />}
        empty={<Empty icon={<Coins />} title={t('noRates')} hint={t('noRatesHint')} action={actions} />}
      />
      <Dialog isOpen={open === 'rate'} onClose={close} title={t('addRate')}>
        <RateForm onDone={close} />
      </Dialog>
      <Dialog isOpen={open === 'ecb'} onClose={close} title={t('importRates')} hint={t('ecbHint')}>
        <EcbForm onDone={close} />
      </Dialog>
    </SettingsPage>
  )
}

function useColumns(): Column<FxRate>[] {
  const t = useWords(settingWords)
  return [
    { id: 'currency', header: t('currency'), cell: ({ currency }) => currency, text: ({ currency }) => currency },
    {
      id: 'from',
      header: t('effectiveFrom'),
      cell: ({ effectiveFrom }) => <Moment at={effectiveFrom} />,
      text: ({ effectiveFrom }) => effectiveFrom,
    },
    { id: 'source', header: t('source'), cell: ({ source }) => source, text: ({ source }) => source },
    { id: 'rate', header: t('rate'), isNumber: true, cell: ({ rate }) => rate, text: ({ rate }) => Number(rate) },
  ]
}

function RateForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(settingWords)
  const zone = useTimeZone()
  const form = useFields({ currency: '', rate: '', effectiveFrom: '', source: '' })
  const { mutateAsync } = operatorApi.useSend('POST /fx-rate')
  return (
    <Form
      form={form}
      submitLabel={t('addRate')}
      onSubmit={async ({ effectiveFrom, ...values }) => {
        await mutateAsync({
          body: {
            ...values,
            currency: values.currency.trim().toUpperCase(),
            rate: values.rate.trim().replace(',', '.'),
            effectiveFrom: instantOfLocal(effectiveFrom, zone),
          },
        })
        onDone()
      }}
    >
      <Fields>
        <TextField name="currency" label={t('currency')} placeholder="USD" isRequired />
        <TextField name="rate" label={t('rate')} inputMode="decimal" isRequired />
        <TextField name="effectiveFrom" type="datetime-local" label={t('effectiveFrom')} isRequired />
        <TextField name="source" label={t('source')} isRequired />
      </Fields>
    </Form>
  )
}

function EcbForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(settingWords)
  const form = useFields({ content: '', currencies: '', from: '' })
  const [file, setFile] = useState<File>()
  const { mutateAsync } = operatorApi.useSend('POST /fx-rate/import')
  return (
    <Form
      form={form}
      submitLabel={t('importRates')}
      onSubmit={async ({ currencies, from }) => {
        if (file === undefined) return form.setError('content', {})
        const content = await file.text()
        const wanted = currencies
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter((code) => code !== '')
        const { numAdded, numUnchanged } = await mutateAsync({
          body: {
            content,
            format: /^\ufeff?\s*</.test(content) ? 'ecb_xml' : 'ecb_csv',
            currencies: wanted.length === 0 ? null : wanted,
            from: from === '' ? null : from,
          },
        })
        toast(t('imported', { added: numAdded, unchanged: numUnchanged }))
        onDone()
      }}
    >
      <FileField name="content" label={t('ecbFile')} accept=".xml,.csv" isRequired onFile={setFile} />
      <Fields>
        <TextField name="currencies" label={t('ecbCurrencies')} hint={t('ecbCurrenciesHint')} />
        <TextField name="from" type="date" label={t('ecbFrom')} />
      </Fields>
    </Form>
  )
}
