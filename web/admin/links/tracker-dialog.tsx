import { operatorApi } from '../../api/client.ts'
import type { Tracker } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { linkWords } from './words.ts'

interface Values {
  readonly affiliateId: string
  readonly name: string
  readonly externalId: string
  readonly status: string
}

/** Makes a tracker, or changes one. */
export function TrackerDialog({
  tracker,
  affiliateId = '',
  onClose,
}: {
  readonly tracker?: Tracker
  readonly affiliateId?: string
  readonly onClose: () => void
}) {
  const t = useWords(linkWords)
  const form = useFields<{ -readonly [Name in keyof Values]: Values[Name] }>({
    affiliateId,
    name: tracker?.name ?? '',
    externalId: tracker?.externalId ?? '',
    status: tracker?.status ?? 'active',
  })
  const create = operatorApi.useSend('POST /tracker')
  const change = operatorApi.useSend('PATCH /tracker/{id}')
  const archive = operatorApi.useSend('DELETE /tracker/{id}')
  const submit = async (values: Values) => {
    const fields = {
      name: values.name,
      externalId: values.externalId.trim() === '' ? null : values.externalId,
      status: values.status === 'inactive' ? ('inactive' as const) : ('active' as const),
    }
    await (tracker === undefined
      ? create.mutateAsync({ body: { ...fields, affiliateId: values.affiliateId } })
      : change.mutateAsync({ params: { id: tracker.id }, body: fields }))
    toast(t(tracker === undefined ? 'trackerMade' : 'trackerSaved'))
    onClose()
  }
  const putAway = () =>
    tracker && archive.mutate({ params: { id: tracker.id } }, { onSuccess: onClose, onError: (error) => toast(error.message, 'bad') })
  return (
    <Dialog isOpen onClose={onClose} title={tracker === undefined ? t('newTracker') : tracker.name}>
      <Form
        form={form}
        onSubmit={submit}
        submitLabel={t('save')}
        footer={
          tracker !== undefined &&
          tracker.status !== 'archived' && (
            <Button title={t('archiveTrackerEffect')} isBusy={archive.isPending} onClick={putAway}>
              {t('archive')}
            </Button>
          )
        }
      >
        {tracker === undefined && affiliateId === '' && <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />}
        <TextField name="name" label={t('trackerName')} hint={t('trackerHint')} isRequired />
        <TextField name="externalId" label={t('externalId')} />
        <SelectField
          name="status"
          label={t('status')}
          isRequired
          options={[
            ['active', t('active')],
            ['inactive', t('inactive')],
          ]}
        />
      </Form>
    </Dialog>
  )
}
