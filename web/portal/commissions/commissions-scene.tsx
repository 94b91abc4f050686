import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { CommissionsTable } from './commissions-table.tsx'
import { commissionWords } from './words.ts'

export default function CommissionsScene() {
  const t = useWords(commissionWords)
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={<ButtonLink to="/unpaid">{t('paidNothing')}</ButtonLink>}>
      <CommissionsTable />
    </Page>
  )
}
