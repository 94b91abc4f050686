import { Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { AffiliateGroup } from '../../api/operator-api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { affiliateWords } from './words.ts'

type Opened = { readonly kind: 'new' } | { readonly kind: 'rename' | 'remove'; readonly group: AffiliateGroup }

/** Groups of affiliates that share plans and media. */
export default function GroupsScene() {
  const t = useWords(affiliateWords)
  const mayWrite = useMay('affiliates')
  const [opened, setOpened] = useState<Opened>()
  const remove = operatorApi.useSend('DELETE /affiliate-group/{id}')
  const pages = operatorApi.useList('GET /affiliate-group', {})
  const close = () => setOpened(undefined)
  const add = (
    <Button look="primary" icon={<Plus className="size-4" aria-hidden="true" />} onClick={() => setOpened({ kind: 'new' })}>
      {t('newGroup')}
    </Button>
  )
  return (
    <Page title={t('groups')} back={{ to: '/affiliates', label: t('back') }} actions={mayWrite && add}>
      <DataTable
        name="affiliate-groups"
        label={t('groups')}
        pages={pages}
        rowId={({ id }) => id}
        empty={<Empty icon={<UsersRound className="size-5" />} title={t('noGroups')} hint={t('noGroupsHint')} action={mayWrite && add} />}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name, text: ({ name }) => name },
          {
            id: 'members',
            header: t('members'),
            cell: ({ id }) => (
              <TextLink to="/affiliates" search={{ group: id }}>
                {t('members')}
              </TextLink>
            ),
          },
          {
            id: 'added',
            header: t('joined'),
            cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
            text: ({ createdTs }) => createdTs,
          },
          ...(mayWrite
            ? [
                {
                  id: 'change',
                  header: '',
                  isNumber: true,
                  cell: (group: AffiliateGroup) => (
                    <span className="inline-flex">
                      <IconButton
                        label={`${t('renameGroup')}: ${group.name}`}
                        icon={<Pencil className="size-4" />}
                        onClick={() => setOpened({ kind: 'rename', group })}
                      />
                      <IconButton
                        label={`${t('removeGroup')}: ${group.name}`}
                        icon={<Trash2 className="size-4" />}
                        onClick={() => setOpened({ kind: 'remove', group })}
                      />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {opened !== undefined && opened.kind !== 'remove' && (
        <GroupDialog {...(opened.kind === 'rename' && { group: opened.group })} onClose={close} />
      )}
      {opened?.kind === 'remove' && (
        <Confirm
          isOpen
          isDanger
          onClose={close}
          title={t('removeGroupTitle', { name: opened.group.name })}
          confirmLabel={t('removeGroup')}
          onConfirm={() => remove.mutateAsync({ params: { id: opened.group.id } })}
        >
          {t('removeGroupEffect')}
        </Confirm>
      )}
    </Page>
  )
}

function GroupDialog({ group, onClose }: { readonly group?: AffiliateGroup; readonly onClose: () => void }) {
  const t = useWords(affiliateWords)
  const form = useFields({ name: group?.name ?? '' })
  const create = operatorApi.useSend('POST /affiliate-group')
  const change = operatorApi.useSend('PATCH /affiliate-group/{id}')
  const submit = async (body: { name: string }) => {
    await (group === undefined ? create.mutateAsync({ body }) : change.mutateAsync({ params: { id: group.id }, body }))
    toast(t('saved'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={group === undefined ? t('newGroup') : t('renameGroup')}>
      <Form form={form} onSubmit={submit} submitLabel={t('save')}>
        <TextField name="name" label={t('groupName')} isRequired autoFocus />
      </Form>
    </Dialog>
  )
}
