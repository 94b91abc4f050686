import { useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import { Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { readLegacyText, type LegacyRow } from './read-legacy-text.ts'
import { linkWords } from './words.ts'

const MOST = 10_000
const SHOWN_PROBLEMS = 5
const LOOKED_UP_AT_ONCE = 8
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Takes over addresses of a former platform, pasted as text. What is not understood is said before anything is sent. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(linkWords)
  const form = useFields({ text: '' })
  const [refused, setRefused] = useState<readonly string[]>([])
  const text = useWatch({ control: form.control, name: 'text' })
  const { rows, problems } = useMemo(() => readLegacyText(text), [text])
  const send = operatorApi.useSend('POST /legacy-link/bulk')
  const submit = async () => {
    const links = await findLinks(rows.slice(0, MOST))
    const known = rows.slice(0, MOST).flatMap(({ link, parameter, value }) => {
      const trackingLinkId = links.get(link)
      return trackingLinkId === undefined ? [] : [{ parameter, value, trackingLinkId }]
    })
    const unknown = [...new Set(rows.map(({ link }) => link))].filter((link) => !links.has(link)).map((link) => t('unknownLink', { link }))
    setRefused(unknown)
    if (known.length === 0) return
    const { numCreated, numDuplicates, numFailed, failures } = await send.mutateAsync({ body: { items: known } })
    setRefused([...unknown, ...failures.map(({ index, message }) => t('importBad', { line: index + 1, problem: message }))])
    toast(
      t('importDone', { created: numCreated, duplicates: numDuplicates, failed: numFailed + unknown.length }),
      numFailed + unknown.length === 0 ? 'good' : 'bad',
    )
    if (numFailed + unknown.length === 0) onClose()
  }
  const told = [...problems.map(({ line, problem }) => t('importBad', { line, problem: t(problem) })), ...refused]
  return (
    <Dialog isOpen isWide onClose={onClose} title={t('importTitle')} hint={t('importHint')}>
      <Form form={form} onSubmit={submit} submitLabel={t('importStart')}>
        <TextAreaField
          name="text"
          label={t('importText')}
          rows={10}
          isMono
          isRequired
          placeholder={'btag,a_1021b_77,7hK2mQ\npath,/visit/northlight,7hK2mQ'}
        />
        {text !== '' && (
          <p role="status" className="text-soft">
            {t('importPreview', { count: rows.length })}
          </p>
        )}
        {told.length > 0 && (
          <ul className="grid gap-1 rounded-md bg-warn-soft px-3 py-2">
            {told.slice(0, SHOWN_PROBLEMS).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
            {told.length > SHOWN_PROBLEMS && <li>… +{told.length - SHOWN_PROBLEMS}</li>}
          </ul>
        )}
      </Form>
    </Dialog>
  )
}

/** The tracking links that rows name by slug or id, by what they are named. */
async function findLinks(rows: readonly LegacyRow[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const names = [...new Set(rows.map(({ link }) => link))]
  for (const name of names) if (UUID.test(name)) found.set(name, name)
  const slugs = names.filter((name) => !found.has(name))
  for (let at = 0; at < slugs.length; at += LOOKED_UP_AT_ONCE) {
    await Promise.all(
      slugs.slice(at, at + LOOKED_UP_AT_ONCE).map(async (slug) => {
        const { items } = await operatorApi.send('GET /tracking-link', { query: { search: slug, limit: 50 } })
        const link = items.find((one) => one.slug === slug)
        if (link !== undefined) found.set(slug, link.id)
      }),
    )
  }
  return found
}
