import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { SavedReport } from '../../api/operator-api.ts'
import { Form, SelectField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { reportWords } from './words.ts'

const SCHEDULES = ['daily', 'weekly', 'monthly'] as const

/** How often a report is sent, and to whom. */
export default function ScheduleDialog({ report, onClose }: { readonly report: SavedReport; readonly onClose: () => void }) {
  const t = useWords(reportWords)
  const people = operatorApi.useGet('GET /report/recipient', {})
  const form = useFields<{ schedule: string }>({ schedule: report.schedule ?? '' })
  const [chosen, setChosen] = useState<readonly string[]>(report.recipientIds)
  const { mutateAsync } = operatorApi.useSend('PATCH /saved-report/{id}')
  const schedule = form.watch('schedule')
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const submit = async (values: { schedule: string }) => {
    const next = SCHEDULES.find((one) => one === values.schedule) ?? null
    if (next !== null && chosen.length === 0) {
      form.setError('root', { message: t('nobodyToSend') })
      return
    }
    await mutateAsync({ params: { id: report.id }, body: { schedule: next, recipientIds: [...chosen] } })
    toast(t(next === null ? 'scheduleOff' : 'scheduleDone'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('scheduleTitle', { name: report.name })} hint={t('scheduleHint')}>
      <Form form={form} onSubmit={submit} submitLabel={t('save')}>
        <SelectField
          name="schedule"
          label={t('how')}
          options={[['', t('notScheduled')], ...SCHEDULES.map((one) => [one, t(`scheduled_${one}`)] as const)]}
        />
        {schedule !== '' && (
          <Load of={people}>
            {({ items }) => (
              <fieldset className="grid max-h-60 gap-1 overflow-y-auto">
                <legend className="mb-1 font-medium">{t('to')}</legend>
                {items.map(({ id, name, email }) => (
                  <label key={id} className="flex items-center gap-2 rounded px-1 py-1 hover:bg-raised">
                    <input type="checkbox" className="size-4 accent-accent" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                    <span className="min-w-0 truncate">
                      {name === '' ? (
                        email
                      ) : (
                        <>
                          {name} <span className="text-soft">{email}</span>
                        </>
                      )}
                    </span>
                  </label>
                ))}
              </fieldset>
            )}
          </Load>
        )}
      </Form>
    </Dialog>
  )
}
