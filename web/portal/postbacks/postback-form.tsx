import { useEffect, useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { NewPostback, Postback } from '../../api/portal-api.ts'
import { CheckField, Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { postbackWords } from './words.ts'

const EVENTS = ['registration', 'first_deposit', 'sale', 'qualified', 'commission', 'commission_reversed'] as const
const PAUSE_MS = 300

interface FormProps {
  readonly postback?: Postback
  readonly macros: readonly { readonly name: string; readonly example: string }[]
  readonly onDone: () => void
}

/** An address with macros, and what it would call. */
export function PostbackForm({ postback, macros, onDone }: FormProps) {
  const t = useWords(postbackWords)
  const { mutateAsync: create } = portalApi.useSend('POST /postback')
  const { mutateAsync: change } = portalApi.useSend('PATCH /postback/{id}')
  const form = useFields<Record<string, string | boolean>>({
    url: postback?.url ?? 'https://',
    ...Object.fromEntries(EVENTS.map((event) => [event, postback?.events.includes(event) ?? event === 'commission'])),
  })
  const url = String(form.watch('url'))
  const submit = async (values: Record<string, string | boolean>) => {
    const events: NewPostback['events'] = EVENTS.filter((event) => values[event] === true)
    if (events.length === 0) return form.setError('root', { message: t('atLeastOne') })
    const body = { url: String(values['url']).trim(), events }
    await (postback === undefined ? create({ body }) : change({ params: { id: postback.id }, body }))
    toast(t('saved'))
    onDone()
  }
  return (
    <Form form={form} onSubmit={submit} submitLabel={t('save')}>
      <TextAreaField name="url" label={t('url')} hint={t('urlHint')} isRequired isMono rows={3} />
      <Preview url={url} />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{t('events')}</legend>
        {EVENTS.map((event) => (
          <CheckField key={event} name={event} label={t(`event_${event}`)} />
        ))}
      </fieldset>
      <details>
        <summary className="w-fit cursor-pointer font-medium">{t('macros')}</summary>
        <p className="my-1 text-xs text-soft">{t('macrosHint')}</p>
        <ul className="grid gap-1">
          {macros.map(({ name, example }) => (
            <li key={name} className="flex items-baseline gap-2 text-xs">
              <button
                type="button"
                className="rounded bg-raised px-1.5 py-0.5 font-mono hover:text-accent"
                onClick={() => form.setValue('url', `${url}{${name}}`)}
              >{`{${name}}`}</button>
              <span className="text-soft [overflow-wrap:anywhere]">{example}</span>
            </li>
          ))}
        </ul>
      </details>
    </Form>
  )
}

/** What the server would call, with the values of a made-up event. */
function Preview({ url }: { readonly url: string }) {
  const t = useWords(postbackWords)
  const [settled, setSettled] = useState(url)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(url), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [url])
  const isWorth = settled.length > 'https://a.bc'.length
  const preview = portalApi.useGet('GET /postback/preview', { query: { url: settled } }, { enabled: isWorth })
  if (!isWorth) return null
  const problem = preview.error?.fields[0]?.message
  return (
    <div aria-live="polite" className="rounded-md bg-raised px-3 py-2 text-xs">
      <span className="text-soft">{t('preview')}</span>{' '}
      {problem === undefined ? (
        <code className="font-mono [overflow-wrap:anywhere]">{preview.data?.address ?? '…'}</code>
      ) : (
        <span className="text-bad">{problem}</span>
      )}
    </div>
  )
}
