import { portalApi } from '../../api/client.ts'
import { Amount } from '../../ui/amount.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { LineStatus, useComponentName } from '../activity/parts.tsx'
import { homeWords } from './words.ts'

const SHOWN = 6

/** The newest lines, each one press from its explanation. */
export function LatestLines() {
  const t = useWords(homeWords)
  const lines = portalApi.useGet('GET /commission', { query: { limit: SHOWN } })
  const componentName = useComponentName()
  return (
    <Section
      title={t('latest')}
      isFlush
      actions={
        <TextLink to="/commissions" className="text-xs">
          {t('allCommissions')}
        </TextLink>
      }
    >
      <Load of={lines}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('noLines')} />
          ) : (
            <ul className="divide-y divide-line">
              {items.map(({ id, component, amount, currency, occurredAt, status }) => (
                <li key={id} className="flex items-center gap-3 px-4 py-2">
                  <span className="min-w-0 flex-1">
                    <TextLink to="/commissions" search={{ line: id }} className="block truncate">
                      {componentName(component)}
                    </TextLink>
                    <span className="text-xs text-soft">
                      <Moment at={occurredAt} />
                    </span>
                  </span>
                  <LineStatus state={status} />
                  <Amount value={amount} currency={currency} className="w-24 text-right font-medium" />
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </Section>
  )
}
