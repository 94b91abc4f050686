import { type ReactNode, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { operatorApi } from '../../../api/client.ts'
import type { NewPlanVersion } from '../../../api/operator-api.ts'
import { ApiError } from '../../../api/request.ts'
import { Button } from '../../../ui/button.tsx'
import { addMonths, dayInZone } from '../../../ui/date-range/calendar-days.ts'
import { Notice } from '../../../ui/page.tsx'
import { Failed, Loading } from '../../../ui/states.tsx'
import { useTimeZone } from '../../../ui/time-zone.tsx'
import { useLanguage, useWords } from '../../../ui/words.ts'
import { formatX } from '../../../ui/charts/format-x.ts'
import { simulationWords } from '../simulation/words.ts'
import { SimulationView } from '../simulation/simulation-view.tsx'
import type { PlanDraft } from './draft.ts'
import { showProblems } from './use-preview.ts'

const MONTHS_BACK = 24
const POLL_MS = 700
const MOST_PLANS = 100

/** The draft, replayed over what has happened: of this plan's affiliates, or of another's when the plan is new. */
export function SimulationPanel({ planId, version }: { readonly planId: string | undefined; readonly version: NewPlanVersion }) {
  const t = useWords(simulationWords)
  const language = useLanguage()
  const zone = useTimeZone()
  const form = useFormContext<PlanDraft>()
  const plans = operatorApi.useList('GET /commission-plan', { query: { limit: MOST_PLANS } }, { enabled: planId === undefined })
  const [other, setOther] = useState('')
  const { data: program } = operatorApi.useGet('GET /program', {})
  const today = dayInZone(new Date(program?.now ?? Date.now()), zone)
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(`${today.slice(0, 7)}-01`, -back).slice(0, 7))
  const [chosen, setRange] = useState({ from: '', to: '' })
  const range = { from: chosen.from || (months[2] ?? ''), to: chosen.to || (months[0] ?? '') }
  const [started, setStarted] = useState<{ readonly planId: string; readonly simulationId: string }>()
  const [refusal, setRefusal] = useState<string>()
  const history = planId ?? (other || plans.rows[0]?.id)

  const run = async () => {
    if (history === undefined) return
    const { components, holdDays } = version
    setRefusal(undefined)
    try {
      const { id } = await operatorApi.send('POST /commission-plan/{id}/simulation', {
        params: { id: history },
        body: {
          version: { components, ...(holdDays !== undefined && { holdDays }) },
          from: range.from < range.to ? range.from : range.to,
          to: range.to,
        },
      })
      setStarted({ planId: history, simulationId: id })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      showProblems(form, error.fields)
      setRefusal(error.fields[0]?.message ?? error.message)
    }
  }

  if (planId === undefined && !plans.isLoading && plans.rows.length === 0) return <p className="text-soft">{t('noHistory')}</p>
  const monthOptions = months.map((month) => (
    <option key={month} value={month}>
      {formatX(month, 'long', language)}
    </option>
  ))
  return (
    <>
      <p className="text-soft">{t('what')}</p>
      <div className="flex flex-wrap items-end gap-2">
        {planId === undefined && (
          <Selected label={t('history')} value={history ?? ''} onChange={setOther}>
            {plans.rows.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Selected>
        )}
        <Selected label={t('from')} value={range.from} onChange={(from) => setRange({ ...range, from })}>
          {monthOptions}
        </Selected>
        <Selected label={t('to')} value={range.to} onChange={(to) => setRange({ ...range, to })}>
          {monthOptions}
        </Selected>
        <Button look="primary" onClick={() => void run()}>
          {t('run')}
        </Button>
      </div>
      {refusal !== undefined && <Notice tone="bad">{refusal}</Notice>}
      {started !== undefined && <Running key={started.simulationId} {...started} />}
    </>
  )
}

function Running({ planId, simulationId }: { readonly planId: string; readonly simulationId: string }) {
  const t = useWords(simulationWords)
  const { data, error } = operatorApi.useGet(
    'GET /commission-plan/{id}/simulation/{simulationId}',
    { params: { id: planId, simulationId } },
    { everyMs: untilDone },
  )
  if (data?.status === 'failed') return <Notice tone="bad">{data.error ?? t('failed')}</Notice>
  if (data?.result) return <SimulationView result={data.result} />
  if (error !== null) return <Failed error={error} />
  return (
    <>
      <p role="status" className="text-soft">
        {t('running')}
      </p>
      <Loading lines={3} />
    </>
  )
}

function untilDone(data: unknown): number | false {
  const status = (data as { status?: string } | undefined)?.status
  return status === 'done' || status === 'failed' ? false : POLL_MS
}

function Selected({
  label,
  value,
  onChange,
  children,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly children: ReactNode
}) {
  return (
    <label className="grid min-w-0 gap-1 text-xs text-soft">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 max-w-44 rounded-md border border-edge bg-surface px-2 text-sm text-ink"
      >
        {children}
      </select>
    </label>
  )
}
