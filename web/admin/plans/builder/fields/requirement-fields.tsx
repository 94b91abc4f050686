import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import type { RequirementsDraft } from '../draft.ts'
import { Choice, Flag, Row, Small, useDraft, useOptions } from '../inputs.tsx'
import { builderWords } from '../words.ts'

/** When a customer or a registration counts. All of it must hold; closed while nothing is asked for. */
export function RequirementFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const draft = useDraft<RequirementsDraft>(at)
  const from = useOptions(['registration', 'click', 'first_deposit'])
  const asked = Object.entries(draft).filter(([name, value]) => name !== 'withinFrom' && value !== '' && value !== false).length
  return (
    <details open={asked > 0} className="min-w-0">
      <summary className="w-fit text-xs text-soft hover:text-ink">
        {t('requirements')}
        {asked > 0 && ` (${asked})`}
      </summary>
      <div className="mt-2 grid gap-3">
        <Row>
          <Small name={`${at}.minDepositTotal`} label={t('minDepositTotal')} unit={currency} />
          <Small name={`${at}.minDepositSingle`} label={t('minDepositSingle')} unit={currency} />
          <Small name={`${at}.minNetDeposit`} label={t('minNetDeposit')} unit={currency} />
          <Small name={`${at}.minWager`} label={t('minWager')} unit={currency} />
          <Small name={`${at}.minNetRevenue`} label={t('minNetRevenue')} unit={currency} />
          <Small name={`${at}.minDeposits`} label={t('minDeposits')} />
        </Row>
        <Row>
          <Small name={`${at}.withinDays`} label={t('withinDays')} unit={t('days')} />
          <Choice name={`${at}.withinFrom`} label={t('withinFrom')} options={from} />
          <Small name={`${at}.countries`} label={t('countries')} hint={t('countriesHint')} />
        </Row>
        <Flag name={`${at}.verified`} label={t('verified')} />
      </div>
    </details>
  )
}
