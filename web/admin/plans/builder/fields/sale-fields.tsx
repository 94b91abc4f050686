import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import type { ComponentDraft, ComponentType } from '../draft.ts'
import { Choice, Row, Small, useDraft, useOptions } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { Rows } from './rows.tsx'

export function SaleFields({ at, type }: { readonly at: string; readonly type: ComponentType }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const pays = useDraft<ComponentDraft['pays']>(`${at}.pays`)
  const which = useOptions(['all', 'first'])
  const isRate = type === 'percent_of_sale'
  return (
    <>
      <Row>
        {isRate && (
          <Choice
            name={`${at}.pays`}
            label={t('pays')}
            options={[
              ['rate', t('oneRate')],
              ['table', t('stepsOf')],
            ]}
          />
        )}
        {isRate && pays === 'rate' && <Small name={`${at}.rate`} label={t('rate')} unit="%" />}
        {!isRate && <Small name={`${at}.amount`} label={t('amount')} unit={currency} />}
      </Row>
      {isRate && pays === 'table' && (
        <Rows
          name={`${at}.steps`}
          legend={t('steps')}
          addLabel={t('addStep')}
          rowLabel={(n) => t('step', { n })}
          fresh={{ rate: '', count: '' }}
          least={1}
        >
          {(step, index) => (
            <Row>
              <Small name={`${step}.rate`} label={`${t('step', { n: index + 1 })}: ${t('rate')}`} unit="%" />
              <Small name={`${step}.count`} label={t('forSales')} unit={t('sales')} />
            </Row>
          )}
        </Rows>
      )}
      <Row>
        <Choice name={`${at}.recurring.which`} label={t('recurring')} options={which} />
        <Small name={`${at}.recurring.months`} label={t('recurringMonths')} unit={t('months')} />
        <Small name={`${at}.recurring.count`} label={t('recurringCount')} unit={t('sales')} />
      </Row>
    </>
  )
}
