import { portalApi } from '../../api/client.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { LineStatus } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { couponWords } from './words.ts'

export default function CouponsScene() {
  const t = useWords(couponWords)
  const shared = useWords(activityWords)
  const pages = portalApi.useList('GET /coupon', {})
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable
        name="coupons"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'code',
            header: t('code'),
            cell: ({ code }) => (
              <span className="inline-flex items-center gap-1 font-mono">
                {code}
                <CopyButton text={code} />
              </span>
            ),
            text: ({ code }) => code,
          },
          { id: 'status', header: shared('status'), cell: ({ status }) => <LineStatus state={status} />, text: ({ status }) => status },
          {
            id: 'since',
            header: t('since'),
            cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
            text: ({ createdTs }) => createdTs,
          },
        ]}
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/links">{t('toLinks')}</ButtonLink>} />}
      />
    </Page>
  )
}
