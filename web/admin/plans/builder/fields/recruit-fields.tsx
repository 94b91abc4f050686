import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import { NEW_LEVEL } from '../draft.ts'
import { Choice, Flag, Row, Small, useDraft, useOptions } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { Rows } from './rows.tsx'

export function RecruitFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const isFlat = useDraft<string>(`${at}.base`) === 'qualified_customer'
  return (
    <>
      <Row>
        <Choice
          name={`${at}.base`}
          label={t('base')}
          options={useOptions(['commission', 'revenue_share', 'net_revenue', 'qualified_customer'])}
        />
        <Small name={`${at}.months`} label={t('recruitMonths')} unit={t('months')} />
      </Row>
      <Rows
        name={`${at}.levels`}
        legend={t('levels')}
        addLabel={t('addLevel')}
        rowLabel={(n) => t('level', { n })}
        fresh={NEW_LEVEL}
        least={1}
      >
        {(level, index) => (
          <div className="max-w-48">
            {isFlat ? (
              <Small name={`${level}.amount`} label={`${t('level', { n: index + 1 })}: ${t('amount')}`} unit={currency} />
            ) : (
              <Small name={`${level}.rate`} label={`${t('level', { n: index + 1 })}: ${t('rate')}`} unit="%" />
            )}
          </div>
        )}
      </Rows>
      <Flag name={`${at}.negativesPropagate`} label={t('negativesPropagate')} />
      <Flag name={`${at}.clawbacksPropagate`} label={t('clawbacksPropagate')} />
    </>
  )
}
