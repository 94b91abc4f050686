import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Import } from '../../api/operator-api.ts'
import { classNames } from '../../ui/class-names.ts'
import { Form, SelectField, useFields } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { FileField } from '../money/file-field.tsx'
import { readBase64 } from '../money/read-base64.ts'
import { KINDS } from './kinds.ts'
import { importWords } from './words.ts'

/** Bytes of one part: what one call takes. */
const PART_BYTES = 7 * 1024 * 1024

/** What is in the file, and the file. */
export default function NewImportScene() {
  const t = useWords(importWords)
  const navigate = useNavigate()
  const form = useFields<{ kind: (typeof KINDS)[number]; encoding: string; content: string }>({
    kind: 'customers',
    encoding: '',
    content: '',
  })
  const [file, setFile] = useState<File>()
  const [uploaded, setUploaded] = useState<{ done: number; all: number }>()
  const kind = form.watch('kind')
  return (
    <Page title={t('create')} back={{ to: '/imports', label: t('back') }}>
      <div className="max-w-2xl">
        <Section>
          <Form
            form={form}
            submitLabel={t('upload')}
            onSubmit={async ({ encoding }) => {
              if (file === undefined) return form.setError('content', {})
              try {
                const { id } = await upload(file, kind, encoding, (done, all) => setUploaded({ done, all }))
                await navigate({ to: `/imports/${id}` as string })
              } finally {
                setUploaded(undefined)
              }
            }}
          >
            <fieldset className="grid gap-2">
              <legend className="mb-1 font-medium">{t('kind')}</legend>
              {KINDS.map((one) => (
                <label
                  key={one}
                  className={classNames(
                    'flex cursor-pointer items-start gap-3 rounded-md border p-3',
                    kind === one ? 'border-accent bg-raised' : 'border-line hover:bg-raised',
                  )}
                >
                  <input type="radio" value={one} {...form.register('kind')} className="mt-0.5 size-4 accent-accent" />
                  <span>
                    <span className="block font-medium">{t(`kind_${one}`)}</span>
                    <span className="text-soft">{t(`about_${one}`)}</span>
                  </span>
                </label>
              ))}
            </fieldset>
            <FileField name="content" label={t('file')} hint={t('fileHint')} accept=".csv,.txt,.tsv,text/csv" isRequired onFile={setFile} />
            <SelectField
              name="encoding"
              label={t('encoding')}
              options={[
                ['', t('encoding_auto')],
                ['windows-1252', t('encoding_latin')],
              ]}
            />
            {uploaded !== undefined && uploaded.all > 1 && (
              <p role="status" className="text-soft">
                {t('uploading', uploaded)}
              </p>
            )}
          </Form>
        </Section>
      </div>
    </Page>
  )
}

/** Sends a file part by part; the first makes the import. */
async function upload(file: File, kind: Import['kind'], encoding: string, onPart: (done: number, all: number) => void): Promise<Import> {
  const parts = Math.max(1, Math.ceil(file.size / PART_BYTES))
  const partOf = (number: number) => readBase64(file.slice((number - 1) * PART_BYTES, number * PART_BYTES))
  let found = await operatorApi.send('POST /import', {
    body: { kind, fileName: file.name, parts, content: await partOf(1), ...(encoding === 'windows-1252' && { encoding }) },
  })
  for (let number = 2; number <= parts; number += 1) {
    onPart(number - 1, parts)
    found = await operatorApi.send('POST /import/{id}/part', { params: { id: found.id }, body: { number, content: await partOf(number) } })
  }
  return found
}
