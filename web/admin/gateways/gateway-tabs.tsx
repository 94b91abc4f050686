import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { gatewayWords } from './words.ts'

export function GatewayTabs() {
  const t = useWords(gatewayWords)
  return (
    <Tabs
      label={t('parts')}
      tabs={[
        { to: '/gateways', label: t('gateways') },
        { to: '/gateways/deliveries', label: t('deliveries') },
      ]}
    />
  )
}
