import { Plus } from 'lucide-react'
import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { Postback } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm, Drawer } from '../../ui/overlay.tsx'
import { Notice, Page, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { LineStatus } from '../activity/parts.tsx'
import { PostbackForm } from './postback-form.tsx'
import { postbackWords } from './words.ts'

export default function PostbacksScene() {
  const t = useWords(postbackWords)
  const postbacks = portalApi.useGet('GET /postback', {})
  const [edited, setEdited] = useState<Postback | 'new'>()
  const mayWrite = useMay('webhooks')
  const add = mayWrite && (
    <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={add}>
      <Load of={postbacks}>
        {({ items, macros, isDelivered }) => (
          <>
            {!isDelivered && (
              <Notice tone="warn" title={t('notYet')}>
                {t('notYetHint')}
              </Notice>
            )}
            <Section isFlush>
              {items.length === 0 ? (
                <Empty title={t('none')} hint={t('noneHint')} action={add} />
              ) : (
                <ul className="divide-y divide-line">
                  {items.map((postback) => (
                    <Row key={postback.id} postback={postback} mayWrite={mayWrite} onEdit={() => setEdited(postback)} />
                  ))}
                </ul>
              )}
            </Section>
            <Drawer isOpen={edited !== undefined} onClose={() => setEdited(undefined)} title={t(edited === 'new' ? 'add' : 'edit')}>
              {edited !== undefined && (
                <PostbackForm {...(edited !== 'new' && { postback: edited })} macros={macros} onDone={() => setEdited(undefined)} />
              )}
            </Drawer>
          </>
        )}
      </Load>
    </Page>
  )
}

function Row({ postback, mayWrite, onEdit }: { readonly postback: Postback; readonly mayWrite: boolean; readonly onEdit: () => void }) {
  const t = useWords(postbackWords)
  const [isAsking, setAsking] = useState(false)
  const { mutateAsync: change, isPending } = portalApi.useSend('PATCH /postback/{id}')
  const { mutateAsync: remove } = portalApi.useSend('DELETE /postback/{id}')
  const isActive = postback.status === 'active'
  return (
    <li className="grid gap-2 px-4 py-3">
      <code className="font-mono text-xs [overflow-wrap:anywhere]">{postback.url}</code>
      <div className="flex flex-wrap items-center gap-1.5">
        <LineStatus state={postback.status} />
        {postback.events.map((event) => (
          <Badge key={event}>{t(`event_${event}`)}</Badge>
        ))}
        {mayWrite && (
          <span className="ml-auto flex gap-1">
            <Button
              size="small"
              look="ghost"
              isBusy={isPending}
              onClick={() => void change({ params: { id: postback.id }, body: { status: isActive ? 'inactive' : 'active' } })}
            >
              {t(isActive ? 'deactivate' : 'activate')}
            </Button>
            <Button size="small" look="ghost" onClick={onEdit}>
              {t('edit')}
            </Button>
            <Button size="small" look="ghost" onClick={() => setAsking(true)}>
              {t('remove')}
            </Button>
          </span>
        )}
      </div>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('removeTitle')}
        confirmLabel={t('remove')}
        isDanger
        onConfirm={async () => {
          await remove({ params: { id: postback.id } })
          toast(t('removed'))
        }}
      >
        {t('removeHint')}
      </Confirm>
    </li>
  )
}
