import { Archive, NotebookPen } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, AffiliateNote } from '../../api/operator-api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { Actor } from './actor.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

export default function NotesScene() {
  return <AffiliateFrame>{(affiliate) => <Notes affiliate={affiliate} />}</AffiliateFrame>
}

function Notes({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const kit = useWords(kitWords)
  const mayWrite = useMay('affiliates')
  const [{ archived }, setUrl] = useUrlState({ archived: 'false' })
  const isArchived = archived === 'true'
  const pages = operatorApi.useList('GET /affiliate/{id}/note', {
    params: { id: affiliate.id },
    query: { archived: isArchived ? 'true' : 'false' },
  })
  return (
    <>
      {mayWrite && <AddNote affiliate={affiliate} />}
      <Section
        title={t('notes')}
        hint={t('noteHint')}
        actions={
          <Button size="small" aria-pressed={isArchived} onClick={() => setUrl({ archived: isArchived ? 'false' : 'true' })}>
            {isArchived ? t('showOpen') : t('showArchived')}
          </Button>
        }
      >
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={pages.reload} />
        ) : pages.isLoading ? (
          <Loading lines={3} />
        ) : pages.rows.length === 0 ? (
          <Empty icon={<NotebookPen className="size-5" />} title={t('noNotes')} />
        ) : (
          <ul className="grid divide-y divide-line">
            {pages.rows.map((note) => (
              <Note key={note.id} note={note} mayArchive={mayWrite && !isArchived} />
            ))}
          </ul>
        )}
        {pages.hasMore && (
          <Button size="small" isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
            {kit('loadMore')}
          </Button>
        )}
      </Section>
    </>
  )
}

function AddNote({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const form = useFields({ body: '' })
  const add = operatorApi.useSend('POST /affiliate/{id}/note')
  const submit = async (body: { body: string }) => {
    await add.mutateAsync({ params: { id: affiliate.id }, body })
    form.reset()
    toast(t('noteAdded'))
  }
  return (
    <Section>
      <Form form={form} onSubmit={submit} submitLabel={t('addNote')}>
        <TextAreaField name="body" label={t('note')} rows={3} isRequired />
      </Form>
    </Section>
  )
}

function Note({
  note: { id, affiliateId, body, author, createdTs, archivedBy, archivedTs },
  mayArchive,
}: {
  readonly note: AffiliateNote
  readonly mayArchive: boolean
}) {
  const t = useWords(affiliateWords)
  const archive = operatorApi.useSend('POST /affiliate/{id}/note/{noteId}/archive')
  const putAway = () =>
    archive.mutate(
      { params: { id: affiliateId, noteId: id } },
      { onSuccess: () => toast(t('noteArchived')), onError: (error) => toast(error.message, 'bad') },
    )
  return (
    <li className="flex items-start gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere] whitespace-pre-line">{body}</p>
        <p className="mt-1 text-xs text-soft">
          <Actor actor={author} /> · <Moment at={createdTs} />
          {archivedBy !== null && (
            <>
              {' '}
              · {t('putAway')}: <Actor actor={archivedBy} />, <Moment at={archivedTs} />
            </>
          )}
        </p>
      </div>
      {mayArchive && (
        <IconButton label={t('putAway')} icon={<Archive className="size-4" />} disabled={archive.isPending} onClick={putAway} />
      )}
    </li>
  )
}
