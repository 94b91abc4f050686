import { operatorApi } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Facts, Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

const PLANS = ['starter', 'pro', 'premium'] as const

/** What the operator may have. */
export default function BillingScene() {
  const t = useWords(settingWords)
  const mayWrite = useMay('admin')
  const operator = operatorApi.useGet('GET /operator', {})
  const { mutateAsync, isPending } = operatorApi.useSend('PATCH /operator')
  const choose = (billingPlan: (typeof PLANS)[number]) =>
    void mutateAsync({ body: { billingPlan } }).then(
      () => toast(t('saved')),
      (error: Error) => toast(error.message, 'bad'),
    )
  return (
    <SettingsPage subtitle={t('billingHint')}>
      <Load of={operator}>
        {({ name, billingPlan }) => (
          <>
            <Section>
              <Facts items={[[t('operator'), name]]} />
            </Section>
            <ul className="grid gap-3 sm:grid-cols-3">
              {PLANS.map((plan) => (
                <li
                  key={plan}
                  className={classNames(
                    'grid gap-3 rounded-lg border bg-surface p-4',
                    plan === billingPlan ? 'border-accent' : 'border-line',
                  )}
                >
                  <span className="text-base font-semibold">{t(`plan_${plan}`)}</span>
                  {plan === billingPlan ? (
                    <Badge tone="good">{t('chosen')}</Badge>
                  ) : (
                    mayWrite && (
                      <Button isBusy={isPending} onClick={() => choose(plan)} className="justify-self-start">
                        {t('choose')}
                      </Button>
                    )
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Load>
    </SettingsPage>
  )
}
