import { KeyRound, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { ApiKey } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { PeopleFrame } from './people-frame.tsx'
import { useModuleName } from './use-module-name.ts'
import { peopleWords } from './words.ts'

/** Keys for programs of the operator's own. */
export default function ApiKeysScene() {
  const t = useWords(peopleWords)
  const mayWrite = useMay('api-keys')
  const [isMaking, setMaking] = useState(false)
  const [asked, setAsked] = useState<ApiKey>()
  const pages = operatorApi.useList('GET /api-key', {})
  const revoke = operatorApi.useSend('DELETE /api-key/{id}')
  const add = mayWrite && (
    <Button look="primary" icon={<Plus className="size-4" aria-hidden="true" />} onClick={() => setMaking(true)}>
      {t('addKey')}
    </Button>
  )
  return (
    <PeopleFrame actions={add}>
      <DataTable
        name="api-keys"
        label={t('keys')}
        pages={pages}
        columns={useColumns(mayWrite ? setAsked : undefined)}
        rowId={({ id }) => id}
        empty={<Empty icon={<KeyRound className="size-5" />} title={t('noKeys')} hint={t('noKeysHint')} action={add} />}
      />
      {isMaking && <KeyDialog onClose={() => setMaking(false)} />}
      <Confirm
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('revokeTitle', { name: asked?.name ?? '' })}
        confirmLabel={t('revoke')}
        isDanger
        onConfirm={() => revoke.mutateAsync({ params: { id: asked?.id ?? '' } }).then(() => toast(t('keyRevoked')))}
      >
        {t('revokeHint')}
      </Confirm>
    </PeopleFrame>
  )
}

function stateOf({ revokedTs, expiresTs }: ApiKey): 'revoked' | 'expired' | 'active' {
  if (revokedTs !== null) return 'revoked'
  return expiresTs !== null && Date.parse(expiresTs) <= Date.now() ? 'expired' : 'active'
}

function useColumns(onRevoke: ((key: ApiKey) => void) | undefined): readonly Column<ApiKey>[] {
  const t = useWords(peopleWords)
  const nameOf = useModuleName()
  return useMemo(() => {
    const permissionsOf = ({ permissions }: ApiKey) =>
      Object.entries(permissions)
        .map(([module, access]) => `${nameOf(module)} (${t(access === 'write' ? 'writes' : 'reads')})`)
        .join(', ')
    return [
      { id: 'name', header: t('keyName'), cell: ({ name }) => <span className="font-medium">{name}</span>, text: ({ name }) => name },
      { id: 'key', header: t('key'), cell: ({ hint }) => <code className="font-mono text-xs">{hint}</code>, text: ({ hint }) => hint },
      {
        id: 'access',
        header: t('keyAccess'),
        cell: (key) => (
          <span className="block max-w-80 truncate" title={permissionsOf(key)}>
            {permissionsOf(key) || '–'}
          </span>
        ),
        text: permissionsOf,
      },
      {
        id: 'lastUsed',
        header: t('lastUsed'),
        cell: ({ lastUsedTs }) =>
          lastUsedTs === null ? <span className="text-soft">{t('never')}</span> : <Moment at={lastUsedTs} shown="ago" />,
        text: ({ lastUsedTs }) => lastUsedTs,
      },
      {
        id: 'created',
        header: t('created'),
        cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
        text: ({ createdTs }) => createdTs,
      },
      {
        id: 'expires',
        header: t('keyExpires'),
        cell: ({ expiresTs }) => <Moment at={expiresTs} shown="date" />,
        text: ({ expiresTs }) => expiresTs,
        isExtra: true,
      },
      {
        id: 'state',
        header: t('state'),
        cell: (key) => <StatusBadge state={stateOf(key)}>{t(stateOf(key))}</StatusBadge>,
        text: (key) => t(stateOf(key)),
      },
      ...(onRevoke === undefined
        ? []
        : [
            {
              id: 'revoke',
              header: '',
              cell: (key: ApiKey) =>
                key.revokedTs === null && (
                  <Button size="small" aria-label={`${t('revoke')}: ${key.name}`} onClick={() => onRevoke(key)}>
                    {t('revoke')}
                  </Button>
                ),
            },
          ]),
    ]
  }, [t, nameOf, onRevoke])
}
