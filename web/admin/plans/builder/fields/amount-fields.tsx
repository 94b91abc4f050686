import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import type { ComponentType } from '../draft.ts'
import { Flag, Row, Small } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { RequirementFields } from './requirement-fields.tsx'

/** What pays one amount: registrations, clicks, months. */
export function AmountFields({ at, type }: { readonly at: string; readonly type: ComponentType }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  return (
    <>
      <Row>
        <Small name={`${at}.amount`} label={t('amount')} unit={currency} />
      </Row>
      {type === 'cpl' && <RequirementFields at={`${at}.requirements`} />}
      {type === 'period_fee' && <Flag name={`${at}.proration`} label={t('proration')} />}
    </>
  )
}
