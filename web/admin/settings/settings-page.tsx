import type { ReactNode } from 'react'
import { Page, Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { settingWords } from './words.ts'

/** A page of the settings, with the way to the others. */
export function SettingsPage({
  subtitle,
  actions,
  children,
}: {
  readonly subtitle?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const t = useWords(settingWords)
  const places = ['program', 'tracking', 'money', 'rates', 'signing', 'webhooks', 'billing'] as const
  return (
    <Page
      title={t('title')}
      {...(subtitle && { subtitle })}
      actions={actions}
      tabs={
        <Tabs
          label={t('title')}
          tabs={places.map((place) => ({ to: place === 'program' ? '/settings' : `/settings/${place}`, label: t(place) }))}
        />
      }
    >
      {children}
    </Page>
  )
}
