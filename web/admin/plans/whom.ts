import type { Assignment } from '../../api/operator-api.ts'
import type { Translate } from '../../ui/words.ts'

type Names = Pick<Assignment, 'affiliateName' | 'groupName' | 'brandName' | 'productName' | 'trackerName'>

/** Whom an assignment is to: "Anna · BetTest · youtube"; everybody, when it names nobody. */
export function whomOf(names: Names, t: Translate<'everybody'>): string {
  const said = [names.affiliateName, names.groupName, names.brandName, names.productName, names.trackerName].filter((name) => name !== null)
  return said.length === 0 ? t('everybody') : said.join(' · ')
}

/** Whether an assignment holds at a moment. */
export function stateOf(
  { effectiveFrom, effectiveUntil }: Pick<Assignment, 'effectiveFrom' | 'effectiveUntil'>,
  now: string,
): 'current' | 'future' | 'over' {
  if (effectiveUntil !== null && effectiveUntil <= now) return 'over'
  return effectiveFrom > now ? 'future' : 'current'
}
