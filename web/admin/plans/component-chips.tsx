import { formatAmount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useCurrency } from '../shell/session.tsx'
import { COMPONENT_TYPES } from './builder/draft.ts'
import { builderWords } from './builder/words.ts'
import { paysOf } from './component-summary.ts'

/** What a version pays, in a line: each component by its name and its rate or amount. */
export function ComponentChips({ components }: { readonly components: readonly Readonly<Record<string, unknown>>[] }) {
  const t = useWords(builderWords)
  const language = useLanguage()
  const currency = useCurrency()
  return (
    <span className="flex flex-wrap gap-1">
      {components.map((component, index) => {
        const type = COMPONENT_TYPES.find((one) => one === component['type'])
        return (
          <Badge key={`${index + 1}`}>
            {type === undefined ? String(component['type']) : t(type)}{' '}
            {paysOf(component, (value) => formatAmount(value, currency, language))}
          </Badge>
        )
      })}
    </span>
  )
}
