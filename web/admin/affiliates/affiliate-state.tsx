import type { Affiliate } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { useWords } from '../../ui/words.ts'
import { affiliateWords } from './words.ts'

/** An affiliate's state in a word. */
export function AffiliateState({ status }: Pick<Affiliate, 'status'>) {
  const t = useWords(affiliateWords)
  return <StatusBadge state={status}>{t(`state_${status}`)}</StatusBadge>
}
