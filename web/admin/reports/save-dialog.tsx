import { useNavigate } from '@tanstack/react-router'
import { operatorApi } from '../../api/client.ts'
import type { SavedReport } from '../../api/operator-api.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { reportWords } from './words.ts'

/** Keeps a question under a name, or renames a report that is kept. */
export default function SaveDialog({
  definition,
  report,
  onClose,
}: {
  readonly definition: SavedReport['definition']
  readonly report?: SavedReport | undefined
  readonly onClose: () => void
}) {
  const t = useWords(reportWords)
  const navigate = useNavigate()
  const form = useFields<{ name: string }>({ name: report?.name ?? '' })
  const save = operatorApi.useSend('POST /saved-report')
  const change = operatorApi.useSend('PATCH /saved-report/{id}')
  const submit = async ({ name }: { name: string }) => {
    if (report !== undefined) await change.mutateAsync({ params: { id: report.id }, body: { name } })
    else {
      const { id } = await save.mutateAsync({ body: { name, definition } })
      await navigate({ to: `/reports/${id}` })
    }
    toast(t('savedDone'))
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(report === undefined ? 'saveTitle' : 'renameTitle')}
      {...(report === undefined && { hint: t('saveHint') })}
    >
      <Form form={form} onSubmit={submit} submitLabel={t('save')}>
        <TextField name="name" label={t('name')} isRequired autoFocus />
      </Form>
    </Dialog>
  )
}
