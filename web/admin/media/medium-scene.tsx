import { Archive, ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Media } from '../../api/operator-api.ts'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Form, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Facts, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { EmbedCode } from './embed-code.tsx'
import { CommonMediaFields, commonBodyOf, type CommonValues, commonValuesOf } from './media-fields.tsx'
import { MediaPreview } from './preview.tsx'
import { mediaWords } from './words.ts'

/** One medium: how it looks, the code that shows it, whom it is for. */
export default function MediumScene() {
  const t = useWords(mediaWords)
  const media = operatorApi.useGet('GET /media/{id}', { params: { id: useSceneParam('mediaId') } })
  const { data } = media
  return (
    <Page
      title={data?.name ?? t('title')}
      back={{ to: '/media', label: t('back') }}
      {...(data && { subtitle: <Subtitle media={data} />, actions: <Actions media={data} /> })}
    >
      <Load of={media}>{(found) => <Parts key={found.id} media={found} />}</Load>
    </Page>
  )
}

function Subtitle({ media: { kind, status, visibility, width, height } }: { readonly media: Media }) {
  const t = useWords(mediaWords)
  return (
    <span className="flex flex-wrap items-center gap-2">
      <StatusBadge state={status}>{t(status)}</StatusBadge>
      <Badge>{t(`kind_${kind}`)}</Badge>
      {width !== null && height !== null && <span>{t('size', { width, height })}</span>}
      <span>{visibility === 'all' ? t('forAll') : t('restricted')}</span>
    </span>
  )
}

function Parts({ media }: { readonly media: Media }) {
  const t = useWords(mediaWords)
  const mayWrite = useMay('media') && media.status !== 'archived'
  return (
    <>
      <Section title={t('preview')} {...(media.kind === 'html5' && { hint: t('previewHint') })}>
        <MediaPreview media={media} />
      </Section>
      {media.status === 'active' && <EmbedCode media={media} />}
      <Section title={t('details')}>
        <Facts
          items={[
            [t('type'), media.contentType],
            [t('bytes'), media.bytes === null ? null : t('kib', { count: Math.max(1, Math.round(media.bytes / 1024)) })],
            [t('address'), media.url === null ? null : <CopyField key="url" value={media.url} />],
            [t('added'), <Moment key="added" at={media.createdTs} />],
          ]}
        />
      </Section>
      {mayWrite && <Settings media={media} />}
    </>
  )
}

function Settings({ media }: { readonly media: Media }) {
  const t = useWords(mediaWords)
  const form = useFields<CommonValues & { text: string }>({ ...commonValuesOf(media), text: media.text ?? '' })
  const change = operatorApi.useSend('PATCH /media/{id}')
  const submit = async ({ text, ...values }: CommonValues & { text: string }) => {
    await change.mutateAsync({ params: { id: media.id }, body: { ...commonBodyOf(values), text: text.trim() === '' ? null : text } })
    toast(t('saved'))
  }
  return (
    <Section title={t('settings')}>
      <Form form={form} onSubmit={submit} submitLabel={t('save')} className="max-w-3xl">
        {media.kind === 'text' ? (
          <TextAreaField name="text" label={t('words')} rows={3} isRequired />
        ) : (
          <TextField name="text" label={t('alt')} hint={t('altHint')} />
        )}
        <CommonMediaFields />
      </Form>
    </Section>
  )
}

function Actions({ media: { id, name, status } }: { readonly media: Media }) {
  const t = useWords(mediaWords)
  const mayWrite = useMay('media')
  const [isAsking, setAsking] = useState(false)
  const archive = operatorApi.useSend('DELETE /media/{id}')
  const change = operatorApi.useSend('PATCH /media/{id}')
  if (!mayWrite) return null
  const restore = () =>
    change.mutate(
      { params: { id }, body: { status: 'inactive' } },
      { onSuccess: () => toast(t('restored')), onError: (error) => toast(error.message, 'bad') },
    )
  if (status === 'archived')
    return (
      <Button icon={<ArchiveRestore className="size-4" aria-hidden="true" />} isBusy={change.isPending} onClick={restore}>
        {t('restore')}
      </Button>
    )
  return (
    <>
      <Button icon={<Archive className="size-4" aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('archive')}
      </Button>
      <Confirm
        isOpen={isAsking}
        isDanger
        onClose={() => setAsking(false)}
        title={t('archiveTitle', { name })}
        confirmLabel={t('archive')}
        onConfirm={() => archive.mutateAsync({ params: { id } }).then(() => toast(t('archivedDone')))}
      >
        {t('archiveEffect')}
      </Confirm>
    </>
  )
}
