import { portalApi } from '../../api/client.ts'
import type { OwnCustomer } from '../../api/portal-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { useWords, wordFor } from '../../ui/words.ts'
import { CommissionsTable } from '../commissions/commissions-table.tsx'
import { useBrandName, useTrackerNames } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { CustomerState, Day } from './customer-parts.tsx'
import { customerWords } from './words.ts'

/** One customer, as far as it may be known, and every line that it earned. */
export default function CustomerScene() {
  const t = useWords(customerWords)
  const id = useSceneParam('customerId')
  const customer = portalApi.useGet('GET /customer/{id}', { params: { id } })
  return (
    <Page title={customer.data?.name ?? t('title')} back={{ to: '/customers', label: t('back') }}>
      <Load of={customer}>{(found) => <Customer customer={found} />}</Load>
    </Page>
  )
}

function Customer({ customer }: { readonly customer: OwnCustomer }) {
  const t = useWords(customerWords)
  const shared = useWords(activityWords)
  const brandName = useBrandName()
  const trackerName = useTrackerNames()
  const { state } = customer
  return (
    <>
      {state !== 'active' && <Notice tone={state === 'moved' ? 'info' : 'warn'}>{t(`state_${state}Hint`)}</Notice>}
      <Section title={t('facts')}>
        <Facts
          items={[
            [t('state'), <CustomerState key="state" state={state} />],
            [shared('brand'), brandName(customer.brandId)],
            [shared('tracker'), trackerName(customer.trackerId)],
            [t('carrier'), wordFor(t as never, `carrier_${customer.carrier}`)],
            [shared('country'), customer.country],
            [t('registeredOn'), <Day key="registered" day={customer.registeredOn} />],
            [t('firstDepositOn'), <Day key="deposit" day={customer.firstDepositOn} />],
            [t('qualifiedOn'), <Day key="qualified" day={customer.qualifiedOn} />],
            [t('earned'), <Amount key="earned" value={customer.commission} currency={customer.currency} />],
          ]}
        />
      </Section>
      <h2 className="-mb-3 text-base font-semibold">{t('lines')}</h2>
      <CommissionsTable customerId={customer.id} />
    </>
  )
}
