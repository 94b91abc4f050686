import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import { Choice, Row, Small, useOptions } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { WindowFields } from './window-fields.tsx'

export function BonusFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const metrics = useOptions([
    'net_revenue',
    'gross_revenue',
    'deposits',
    'sales',
    'ftd_count',
    'qualified_count',
    'sale_count',
    'active_customers',
  ])
  return (
    <Row>
      <Small name={`${at}.amount`} label={t('amount')} unit={currency} />
      <Choice name={`${at}.metric`} label={t('metric')} options={metrics} />
      <Small name={`${at}.threshold`} label={t('threshold')} />
      <WindowFields at={`${at}.window`} />
      <Choice name={`${at}.repeats`} label={t('repeats')} options={useOptions(['once', 'every_period'])} />
    </Row>
  )
}
