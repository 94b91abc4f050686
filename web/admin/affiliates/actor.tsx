import { operatorApi } from '../../api/client.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { actorWords } from './actor-words.ts'

const MOST = 500

/** Who did something, as the API names them (`user:…`, `key:…`, `cli` …): people by their names, for who may know them. */
export function Actor({ actor }: { readonly actor: string }) {
  const t = useWords(actorWords)
  const mayKnow = useMay('users', 'read')
  const [kind = actor, id = ''] = actor.split(':')
  const { rows } = operatorApi.useList('GET /user', { query: { limit: MOST } }, { enabled: mayKnow && kind === 'user' })
  const person = kind === 'user' ? rows.find((user) => user.id === id) : undefined
  if (person !== undefined) return <span title={person.email}>{person.name || person.email}</span>
  const word = {
    user: t('user'),
    key: t('key'),
    affiliate: t('affiliate'),
    gateway: t('gateway'),
    import: t('import'),
    cli: t('cli'),
    system: t('system'),
    sdk: t('sdk'),
  }[kind]
  if (word === undefined) return <span>{actor}</span>
  return (
    <span title={actor}>
      {word}
      {id !== '' && <code className="ml-1 font-mono text-xs text-soft">{/^[0-9a-f-]{36}$/.test(id) ? id.slice(-6) : id}</code>}
    </span>
  )
}
