import { Mail as MailIcon } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Mail } from '../../api/operator-api.ts'
import { useConsoleSession } from '../../api/session.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Facts, Notice } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { PeopleFrame } from './people-frame.tsx'
import { peopleWords } from './words.ts'

/** The outbox: what went out, and what would have. */
export default function MailScene() {
  const t = useWords(peopleWords)
  const session = useConsoleSession()
  const [{ open }, setUrl] = useUrlState({ open: '' })
  const pages = operatorApi.useList('GET /mail', {})
  return (
    <PeopleFrame>
      {session.data?.sendsMail === false && <Notice tone="warn">{t('noServer')}</Notice>}
      <DataTable
        name="mail"
        label={t('mail')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ open: id })}
        empty={<Empty icon={<MailIcon className="size-5" />} title={t('noMail')} hint={t('noMailHint')} />}
      />
      {open !== '' && <MailDrawer id={open} onClose={() => setUrl({ open: '' })} />}
    </PeopleFrame>
  )
}

function useColumns(): readonly Column<Mail>[] {
  const t = useWords(peopleWords)
  return useMemo(
    () => [
      {
        id: 'subject',
        header: t('subject'),
        cell: ({ subject }) => <span className="block max-w-96 truncate font-medium">{subject}</span>,
        text: ({ subject }) => subject,
      },
      { id: 'to', header: t('to_address'), cell: ({ to }) => to, text: ({ to }) => to },
      {
        id: 'state',
        header: t('state'),
        cell: ({ status }) => <StatusBadge state={status === 'sent' ? 'delivered' : status}>{t(`mailState_${status}`)}</StatusBadge>,
        text: ({ status }) => status,
      },
      { id: 'when', header: t('when'), cell: ({ createdTs }) => <Moment at={createdTs} />, text: ({ createdTs }) => createdTs },
      {
        id: 'attempts',
        header: t('attempts'),
        cell: ({ attempts }) => attempts,
        text: ({ attempts }) => attempts,
        isNumber: true,
        isExtra: true,
      },
      { id: 'error', header: t('mailError'), cell: ({ error }) => error, text: ({ error }) => error, isExtra: true },
      {
        id: 'template',
        header: t('template'),
        cell: ({ template }) => <code className="font-mono text-xs">{template}</code>,
        text: ({ template }) => template,
        isExtra: true,
      },
    ],
    [t],
  )
}

function MailDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useWords(peopleWords)
  const mail = operatorApi.useGet('GET /mail/{id}', { params: { id } })
  return (
    <Drawer isOpen onClose={onClose} title={mail.data?.subject ?? t('mail')}>
      <Load of={mail}>
        {({ to, status, createdTs, sentTs, error, text, template }) => (
          <div className="grid gap-5">
            <Facts
              items={[
                [t('to_address'), to],
                [
                  t('template'),
                  <code key="template" className="font-mono text-xs">
                    {template}
                  </code>,
                ],
                [t('state'), t(`mailState_${status}`)],
                [t('when'), <Moment key="when" at={sentTs ?? createdTs} />],
                ...(error === null ? [] : [[t('mailError'), error] as const]),
              ]}
            />
            {text === null ? <Notice>{t('textGone')}</Notice> : <MailText text={text} />}
          </div>
        )}
      </Load>
    </Drawer>
  )
}

/** As it was written; addresses can be followed. */
function MailText({ text }: { readonly text: string }) {
  return (
    <div className="rounded-md border border-line bg-raised p-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
      {text.split(/(https?:\/\/\S+)/).map((part, i) =>
        /^https?:\/\//.test(part) ? (
          <a key={`${i}-${part}`} href={part} className="underline">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  )
}
