import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import type { ComponentDraft } from '../draft.ts'
import { Choice, Flag, Row, Small, useDraft, useOptions } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { Rows } from './rows.tsx'
import { WindowFields } from './window-fields.tsx'

const AMOUNT_METRICS = ['net_revenue', 'gross_revenue', 'deposits', 'sales'] as const
const METRICS = [...AMOUNT_METRICS, 'ftd_count', 'qualified_count', 'sale_count', 'active_customers'] as const

export function ShareFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const pays = useDraft<ComponentDraft['pays']>(`${at}.pays`)
  const bases = useOptions(['net_revenue', 'gross_revenue', 'net_deposit', 'wager', 'sale'])
  return (
    <>
      <Row>
        <Choice name={`${at}.base`} label={t('base')} options={bases} />
        <Choice
          name={`${at}.pays`}
          label={t('pays')}
          options={[
            ['rate', t('oneRate')],
            ['table', t('tiersOf')],
          ]}
        />
        {pays === 'rate' && <Small name={`${at}.rate`} label={t('rate')} unit="%" />}
      </Row>
      {pays === 'table' && <TierFields at={`${at}.tiers`} />}
      <CarryoverFields at={at} />
      <Row>
        <Small name={`${at}.duration.months`} label={t('durationMonths')} unit={t('months')} />
        <Choice name={`${at}.duration.from`} label={t('durationFrom')} options={useOptions(['registration', 'first_deposit'])} />
      </Row>
      <Flag name={`${at}.startsAfterCpa`} label={t('startsAfterCpa')} />
    </>
  )
}

function TierFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const metric = useDraft<string>(`${at}.metric`)
  const unit = AMOUNT_METRICS.some((one) => one === metric) ? { unit: currency } : {}
  return (
    <>
      <Row>
        <Choice name={`${at}.metric`} label={t('metric')} options={useOptions(METRICS)} />
        <WindowFields at={`${at}.window`} />
        <Choice name={`${at}.application`} label={t('application')} options={useOptions(['marginal', 'whole'])} />
        <Choice name={`${at}.scope`} label={t('scope')} options={useOptions(['affiliate_plan', 'brand', 'customer'])} />
      </Row>
      <Rows
        name={`${at}.bands`}
        legend={t('tiers')}
        addLabel={t('addTier')}
        rowLabel={(n) => t('tier', { n })}
        fresh={{ from: '', rate: '' }}
        least={1}
      >
        {(band, index) => (
          <Row>
            <Small name={`${band}.from`} label={`${t('tier', { n: index + 1 })}: ${t('from')}`} {...unit} />
            <Small name={`${band}.rate`} label={t('rate')} unit="%" />
          </Row>
        )}
      </Rows>
      <Flag name={`${at}.demotion`} label={t('demotion')} />
    </>
  )
}

function CarryoverFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  const carryover = useDraft<ComponentDraft['carryover']>(`${at}.carryover`)
  const isSetApart = useDraft<boolean>(`${at}.highRollers.isOn`)
  const scopes = useOptions(['plan', 'brand', 'product'])
  return (
    <>
      <Row>
        <Choice
          name={`${at}.carryover.mode`}
          label={t('carryover')}
          options={[
            ['', t('asProgram')],
            ['reset', t('reset')],
            ['carry', t('carry')],
          ]}
        />
        {carryover.mode !== '' && (
          <Choice
            name={`${at}.carryover.scope`}
            label={t('carryScope')}
            options={carryover.scope === 'affiliate' ? [...scopes, ['affiliate', t('affiliate')]] : scopes}
          />
        )}
        {carryover.mode === 'carry' && (
          <>
            <Choice
              name={`${at}.carryover.what`}
              label={t('what')}
              options={[
                ['commission', t('whatCommission')],
                ['base', t('whatBase')],
              ]}
            />
            <Choice
              name={`${at}.carryover.cap.by`}
              label={t('cap')}
              options={[
                ['', t('noCap')],
                ['amount', t('capAmount')],
                ['averageMonths', t('averageMonths')],
              ]}
            />
            {carryover.cap.by === 'amount' && <Small name={`${at}.carryover.cap.amount`} label={t('amount')} unit={currency} />}
            {carryover.cap.by === 'averageMonths' && <Small name={`${at}.carryover.cap.averageMonths`} label={t('averageMonths')} />}
            <Small name={`${at}.carryover.expiryMonths`} label={t('expiryMonths')} unit={t('months')} />
          </>
        )}
      </Row>
      <Flag name={`${at}.highRollers.isOn`} label={t('highRollers')} />
      {isSetApart && (
        <Row>
          <Small name={`${at}.highRollers.threshold`} label={t('threshold')} unit={currency} />
          <Small name={`${at}.highRollers.expiryMonths`} label={t('expiryMonths')} unit={t('months')} />
        </Row>
      )}
    </>
  )
}
