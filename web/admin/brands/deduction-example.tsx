import { useEffect, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { DeductionExample, WorkedDeductions } from '../../api/operator-api.ts'
import { ApiError } from '../../api/request.ts'
import { Amount } from '../../ui/amount.tsx'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { fieldOfPath } from '../plans/builder/field-of-path.ts'
import { useCurrency } from '../shell/session.tsx'
import { type DeductionDraft, fromDeductionDraft, numberOf } from './deduction-draft.ts'
import { brandWords } from './words.ts'

const PAUSE_MS = 300
const AMOUNTS = ['grossRevenue', 'depositAmount', 'withdrawalAmount', 'wageredAmount', 'saleAmount', 'bonusAmount'] as const
const SAMPLE = {
  grossRevenue: '1000',
  depositAmount: '500',
  withdrawalAmount: '200',
  wageredAmount: '4000',
  saleAmount: '',
  bonusAmount: '50',
  country: '',
}

/** The deductions of the form, worked out for one transaction while they are typed. What is wrong with them is shown at their fields. */
export function DeductionExampleCard() {
  const t = useWords(brandWords)
  const currency = useCurrency()
  // Its parts stay the same from drawing to drawing, the whole does not.
  const { clearErrors, setError, getValues, control } = useFormContext()
  const deductions = useWatch({ name: 'deductions' }) as readonly DeductionDraft[]
  const [sample, setSample] = useState(SAMPLE)
  const body = JSON.stringify({
    deductions: deductions.map(fromDeductionDraft),
    transaction: {
      ...Object.fromEntries(AMOUNTS.map((name) => [name, numberOf(sample[name])])),
      ...(/^[A-Za-z]{2}$/.test(sample.country) && { country: sample.country.toUpperCase() }),
    },
  })
  const [worked, setWorked] = useState<WorkedDeductions>()
  useEffect(() => {
    const asked = new AbortController()
    const timer = setTimeout(() => {
      operatorApi.send('POST /brand/deduction-example', { body: JSON.parse(body) as DeductionExample }, asked.signal).then(
        (answer) => {
          clearErrors()
          setWorked(answer)
        },
        (error: unknown) => {
          if (asked.signal.aborted || !(error instanceof ApiError)) return
          clearErrors()
          for (const { path, message } of error.fields) {
            const name = fieldOfPath(path, control._names.mount)
            if (name !== undefined && getValues(name) !== '') setError(name, { message })
          }
          setWorked(undefined)
        },
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [body, clearErrors, setError, getValues, control])
  return (
    <Section title={t('example')} hint={t('exampleHint')}>
      <div className="grid gap-4">
        <div className="grid grid-cols-2 gap-2">
          {AMOUNTS.map((name) => (
            <SampleField key={name} label={t(name)} value={sample[name]} onChange={(value) => setSample({ ...sample, [name]: value })} />
          ))}
          <SampleField label={t('country')} value={sample.country} onChange={(country) => setSample({ ...sample, country })} />
        </div>
        {worked !== undefined && <Worked worked={worked} currency={currency} />}
      </div>
    </Section>
  )
}

function SampleField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  return (
    <label className="grid min-w-0 gap-1 text-xs text-soft">
      {label}
      <input
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 min-w-0 rounded-md border border-edge bg-surface px-2 text-right text-sm text-ink tabular-nums"
      />
    </label>
  )
}

function Worked({ worked, currency }: { readonly worked: WorkedDeductions; readonly currency: string }) {
  const t = useWords(brandWords)
  return (
    <div className="min-w-0 overflow-x-auto" aria-live="polite">
      <table className="w-full">
        <thead className="text-xs text-soft">
          <tr>
            <th scope="col" className="py-1 text-left font-medium">
              {t('line')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('of')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('amount')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('left')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {t('grossRevenue')}
            </th>
            <td />
            <td />
            <td className="py-1 pl-2 text-right">
              <Amount value={worked.grossRevenue} currency={currency} />
            </td>
          </tr>
          {worked.lines.map((line, index) => (
            <tr key={`${index + 1}`} className="border-t border-line">
              <th scope="row" className="max-w-36 truncate py-1 text-left font-normal">
                {line.name}
              </th>
              <td className="py-1 pl-2 text-right text-soft">
                <Amount value={line.baseAmount} currency={currency} isPlain />
              </td>
              <td className="py-1 pl-2 text-right">
                <Amount value={-line.amount} currency={currency} />
              </td>
              <td className="py-1 pl-2 text-right">
                <Amount value={line.net} currency={currency} />
              </td>
            </tr>
          ))}
          <tr className="border-t border-line font-semibold">
            <th scope="row" className="py-1 text-left font-semibold">
              {t('netRevenue')}
            </th>
            <td />
            <td />
            <td className="py-1 pl-2 text-right">
              <Amount value={worked.netRevenue} currency={currency} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
