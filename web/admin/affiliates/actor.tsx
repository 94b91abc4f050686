import { useWords } from '../../ui/words.ts'
import { actorWords } from './actor-words.ts'

/** Who did something, as the API names them: `user:…`, `key:…`, `cli` … */
export function Actor({ actor }: { readonly actor: string }) {
  const t = useWords(actorWords)
  const [kind = actor, id = ''] = actor.split(':')
  const word = { user: t('user'), key: t('key'), affiliate: t('affiliate'), gateway: t('gateway'), import: t('import'), cli: t('cli'), system: t('system'), sdk: t('sdk') }[kind]
  if (word === undefined) return <span>{actor}</span>
  return <span title={actor}>{word}{id !== '' && <code className="ml-1 font-mono text-xs text-soft">{/^[0-9a-f-]{36}$/.test(id) ? id.slice(-6) : id}</code>}</span>
}
