import { Button } from './button.tsx'
import { kitWords } from './kit-words.ts'
import { reloadIfLost } from './lost-file.ts'
import { Empty, Loading } from './states.tsx'
import { useWords } from './words.ts'

/** In place of a scene that failed to load or to draw. */
export function Broken({ error }: { readonly error: unknown }) {
  const t = useWords(kitWords)
  if (reloadIfLost(error)) return <Loading />
  console.error(error)
  return (
    <div role="alert">
      <Empty title={t('notLoaded')} hint={t('notLoadedHint')} action={<Button onClick={() => location.reload()}>{t('reload')}</Button>} />
    </div>
  )
}
