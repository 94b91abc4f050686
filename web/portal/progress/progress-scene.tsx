import { portalApi } from '../../api/client.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { QualificationTable } from './qualification-table.tsx'
import { TierCard } from './tier-card.tsx'
import { progressWords } from './words.ts'

export default function ProgressScene() {
  const t = useWords(progressWords)
  const tiers = portalApi.useGet('GET /progress/tier', {})
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Load of={tiers}>
        {({ items }) =>
          items.length === 0 ? (
            <Section title={t('tiers')}>
              <Empty title={t('noTiers')} hint={t('noTiersHint')} action={<ButtonLink to="/plan">{t('toPlan')}</ButtonLink>} />
            </Section>
          ) : (
            <div className="grid gap-4 lg:grid-cols-2">
              {items.map((tier) => (
                <TierCard key={`${tier.planId} ${tier.component} ${tier.scopeId}`} tier={tier} />
              ))}
            </div>
          )
        }
      </Load>
      <h2 className="-mb-3 text-base font-semibold">{t('customers')}</h2>
      <QualificationTable />
    </Page>
  )
}
