import { useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { SavedReport } from '../../api/operator-api.ts'
import { IconButton } from '../../ui/button.tsx'
import { Confirm, Menu } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { reportWords } from './words.ts'

const SaveDialog = lazy(() => import('./save-dialog.tsx'))
const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx'))

/** What can be done with a report that is kept. */
export function SavedActions({ report }: { readonly report: SavedReport }) {
  const t = useWords(reportWords)
  const navigate = useNavigate()
  const [open, setOpen] = useState<'schedule' | 'rename' | 'remove'>()
  const { mutateAsync } = operatorApi.useSend('DELETE /saved-report/{id}')
  const close = () => setOpen(undefined)
  const remove = async () => {
    await navigate({ to: '/reports/saved' })
    await mutateAsync({ params: { id: report.id } })
    toast(t('removed'))
  }
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label={t('moreActions')} icon={<Ellipsis className="size-4" />} />}
        entries={[
          { label: t('schedule'), onSelect: () => setOpen('schedule') },
          { label: t('rename'), onSelect: () => setOpen('rename') },
          'line',
          { label: t('remove'), onSelect: () => setOpen('remove'), isDanger: true },
        ]}
      />
      <Suspense>
        {open === 'schedule' && <ScheduleDialog report={report} onClose={close} />}
        {open === 'rename' && <SaveDialog definition={report.definition} report={report} onClose={close} />}
      </Suspense>
      <Confirm
        isOpen={open === 'remove'}
        onClose={close}
        title={t('removeTitle', { name: report.name })}
        confirmLabel={t('remove')}
        onConfirm={remove}
        isDanger
      >
        {t('removeEffect')}
      </Confirm>
    </>
  )
}
