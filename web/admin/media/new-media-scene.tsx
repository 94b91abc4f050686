import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { NewMedia } from '../../api/operator-api.ts'
import { ApiError } from '../../api/request.ts'
import { Fields, Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { BANNER_BYTES_MAX, BannerFileField, base64Of } from './file-field.tsx'
import { CommonMediaFields, commonBodyOf, type CommonValues, NO_MEDIA } from './media-fields.tsx'
import { mediaWords } from './words.ts'

const KINDS = ['banner', 'text', 'html5'] as const

interface Values extends CommonValues {
  kind: string
  text: string
  html: string
  width: string
  height: string
}

export default function NewMediaScene() {
  const t = useWords(mediaWords)
  const navigate = useNavigate()
  const form = useFields<Values>({ ...NO_MEDIA, kind: 'banner', text: '', html: '', width: '300', height: '250' })
  const kind = useWatch({ control: form.control, name: 'kind' })
  const [file, setFile] = useState<File | null>(null)
  const [fileError, setFileError] = useState<string>()
  const create = operatorApi.useSend('POST /media')
  const preview = useObjectUrl(file)
  const choose = (chosen: File | null) => {
    setFile(chosen)
    setFileError(chosen !== null && chosen.size > BANNER_BYTES_MAX ? t('fileTooLarge') : undefined)
    if (chosen !== null && form.getValues('name') === '') form.setValue('name', chosen.name.replace(/\.\w+$/, ''))
  }
  const submit = async (values: Values) => {
    setFileError(undefined)
    if (kind === 'banner' && (file === null || file.size > BANNER_BYTES_MAX))
      return setFileError(t(file === null ? 'chooseFile' : 'fileTooLarge'))
    try {
      const media = await create.mutateAsync({ body: await bodyOf(values, file) })
      toast(t('created', { name: media.name }))
      void navigate({ to: `/media/${media.id}` })
    } catch (error) {
      const wrongFile = error instanceof ApiError ? error.fields.find(({ path }) => path === 'content') : undefined
      if (wrongFile === undefined) throw error
      setFileError(wrongFile.message)
    }
  }
  return (
    <Page title={t('newTitle')} back={{ to: '/media', label: t('back') }}>
      <Form form={form} onSubmit={submit} submitLabel={t('create')} className="max-w-3xl">
        <Section>
          <div className="grid gap-4">
            <SelectField
              name="kind"
              label={t('kind')}
              isRequired
              className="max-w-64"
              options={KINDS.map((one) => [one, t(`kind_${one}`)])}
            />
            {kind === 'banner' && <BannerFileField file={file} preview={preview} error={fileError} onChoose={choose} />}
            {kind === 'text' ? (
              <TextAreaField name="text" label={t('words')} rows={3} isRequired />
            ) : (
              <TextField name="text" label={t('alt')} hint={t('altHint')} />
            )}
            {kind === 'html5' && <HtmlFields />}
          </div>
        </Section>
        <Section>
          <div className="grid gap-4">
            <CommonMediaFields />
          </div>
        </Section>
      </Form>
    </Page>
  )
}

function HtmlFields() {
  const t = useWords(mediaWords)
  return (
    <>
      <TextAreaField name="html" label={t('html')} hint={t('htmlHint')} rows={10} isMono isRequired />
      <Fields>
        <TextField name="width" label={t('width')} inputMode="numeric" isRequired />
        <TextField name="height" label={t('height')} inputMode="numeric" isRequired />
      </Fields>
    </>
  )
}

async function bodyOf(values: Values, file: File | null): Promise<NewMedia> {
  const common = commonBodyOf(values)
  const text = values.text.trim() === '' ? null : values.text
  if (values.kind === 'text') return { ...common, kind: 'text', text: values.text }
  if (values.kind === 'html5')
    return { ...common, kind: 'html5', html: values.html, width: Number(values.width), height: Number(values.height), text }
  return { ...common, kind: 'banner', content: file === null ? '' : await base64Of(file), text }
}

/** An address of a chosen file, for as long as it is shown. */
function useObjectUrl(file: File | null): string | null {
  const url = useMemo(() => (file === null ? null : URL.createObjectURL(file)), [file])
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url)
    },
    [url],
  )
  return url
}
