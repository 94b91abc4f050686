import type { ReactNode } from 'react'
import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import { type CapDraft, type ComponentDraft, type ComponentType, NEW_CAP, NEW_RATE_ROW } from '../draft.ts'
import { Choice, Row, Small, useDraft, useOptions } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { IdsField } from './ids-field.tsx'
import { Rows } from './rows.tsx'

/** What every component may have beside. Closed while there is nothing of it. */
export function ModifierFields({ at, type }: { readonly at: string; readonly type: ComponentType }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const { holdDays, floor, caps, rates } = useDraft<Pick<ComponentDraft, 'holdDays' | 'floor' | 'caps' | 'rates'>>(at)
  const said = caps.length + rates.length + [holdDays, floor].filter((text) => text !== '').length
  const isOneAmount = type === 'period_fee' || type === 'bonus'
  return (
    <details open={said > 0} className="min-w-0 border-t border-line pt-3">
      <summary className="w-fit text-soft hover:text-ink">
        {isOneAmount ? t('ownHold') : t('modifiers')}
        {said > 0 && ` (${said})`}
      </summary>
      <div className="mt-3 grid gap-4">
        <Row>
          <Small name={`${at}.holdDays`} label={t('ownHold')} unit={t('days')} />
          {!isOneAmount && <Small name={`${at}.floor`} label={t('floor')} unit={currency} />}
        </Row>
        {!isOneAmount && (
          <Part title={t('caps')}>
            <Rows
              name={`${at}.caps`}
              legend={t('caps')}
              addLabel={t('addCap')}
              rowLabel={(n) => t('capN', { n })}
              fresh={type === 'revenue_share' || type === 'sub_affiliate' ? NEW_CAP : { ...NEW_CAP, by: 'count' }}
            >
              {(cap) => <CapFields at={cap} />}
            </Rows>
          </Part>
        )}
        {!isOneAmount && type !== 'sub_affiliate' && (
          <Part title={t('rates')} hint={t('ratesHint')}>
            <Rows name={`${at}.rates`} legend={t('rates')} addLabel={t('addRate')} rowLabel={(n) => t('rateN', { n })} fresh={NEW_RATE_ROW}>
              {(row) => <RateRowFields at={row} component={at} type={type} />}
            </Rows>
          </Part>
        )}
      </div>
    </details>
  )
}

function Part({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <p className="font-medium">
        {title}
        {hint !== undefined && <span className="ml-2 text-xs font-normal text-soft">{hint}</span>}
      </p>
      {children}
    </div>
  )
}

function CapFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const by = useDraft<CapDraft['by']>(`${at}.by`)
  return (
    <Row>
      <Choice
        name={`${at}.by`}
        label={t('by')}
        options={[
          ['amount', t('byAmount')],
          ['count', t('byCount')],
        ]}
      />
      {by === 'count' ? (
        <Small name={`${at}.count`} label={t('count')} />
      ) : (
        <Small name={`${at}.amount`} label={t('amount')} unit={currency} />
      )}
      <Choice
        name={`${at}.per`}
        label={t('per')}
        options={[
          ['customer', t('customer')],
          ['affiliate', t('affiliate')],
          ['plan', t('plan')],
        ]}
      />
      <Choice name={`${at}.window`} label={t('each')} options={useOptions(['day', 'week', 'month', 'lifetime'])} />
      <Choice name={`${at}.action`} label={t('action')} options={useOptions(['zero', 'reject'])} />
    </Row>
  )
}

function RateRowFields({ at, component, type }: { readonly at: string; readonly component: string; readonly type: ComponentType }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const levels = useDraft<ComponentDraft['levels']>(`${component}.levels`)
  const isRate = type === 'revenue_share' || type === 'percent_of_sale'
  const hasAmounts = type === 'cpa' && levels.length > 1
  return (
    <div className="grid gap-3">
      <Row>
        {isRate && <Small name={`${at}.rate`} label={t('rate')} unit="%" />}
        {!isRate && !hasAmounts && <Small name={`${at}.amount`} label={t('amount')} unit={currency} />}
        {hasAmounts &&
          levels.map((_, index) => (
            <Small
              key={`${index + 1}`}
              name={`${at}.amounts.${index}`}
              label={`${t('level', { n: index + 1 })}: ${t('amount')}`}
              unit={currency}
            />
          ))}
        <Small name={`${at}.countries`} label={t('countries')} hint={t('countriesHint')} />
      </Row>
      <div className="grid gap-3 sm:grid-cols-2">
        <IdsField name={`${at}.brands`} kind="brands" />
        <IdsField name={`${at}.products`} kind="products" />
        <IdsField name={`${at}.trackers`} kind="trackers" />
        <IdsField name={`${at}.devices`} kind="devices" />
      </div>
    </div>
  )
}
