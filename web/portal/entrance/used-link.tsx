import { ButtonLink } from '../../ui/button.tsx'
import { useWords } from '../../ui/words.ts'
import { EntrancePage } from './entrance-page.tsx'
import { entranceWords } from './words.ts'

/** A link that leads nowhere (any more). */
export function UsedLink({ to, label }: { readonly to: string; readonly label: string }) {
  const t = useWords(entranceWords)
  return (
    <EntrancePage title={t('linkUsed')} hint={t('linkUsedHint')}>
      <div>
        <ButtonLink to={to}>{label}</ButtonLink>
      </div>
    </EntrancePage>
  )
}
