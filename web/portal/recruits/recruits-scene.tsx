import { portalApi } from '../../api/client.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Notice, Page, Section, Stat, Stats } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { useSite } from '../shell/site.tsx'
import { recruitWords } from './words.ts'

export default function RecruitsScene() {
  const t = useWords(recruitWords)
  const { affiliate } = useSession()
  const site = useSite()
  const first = portalApi.useGet('GET /sub-affiliate', { query: { limit: 1 } })
  const pages = portalApi.useList('GET /sub-affiliate', {})
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Stats>
        <Stat label={t('total')} value={<Amount value={first.data?.total} currency={first.data?.currency ?? affiliate.currency} />} />
      </Stats>
      {affiliate.referralCode === null ? (
        <Notice>{t('noCode')}</Notice>
      ) : (
        <Section title={t('invite')} hint={t('inviteHint')}>
          <CopyField value={`${location.origin}/p/${site.slug}/sign-up?parent=${encodeURIComponent(affiliate.referralCode)}`} />
        </Section>
      )}
      <DataTable
        name="sub-affiliates"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name, text: ({ name }) => name },
          {
            id: 'joined',
            header: t('joined'),
            cell: ({ joinedAt }) => <Moment at={joinedAt} shown="date" />,
            text: ({ joinedAt }) => joinedAt,
          },
          {
            id: 'level',
            header: t('level'),
            cell: ({ level }) => (level === null ? <span className="text-soft">{t('gone')}</span> : t('levelHint', { level })),
            text: ({ level }) => level,
          },
          {
            id: 'active',
            header: '',
            cell: ({ isActive }) => <Badge tone={isActive ? 'good' : 'quiet'}>{t(isActive ? 'active' : 'inactive')}</Badge>,
            text: ({ isActive }) => t(isActive ? 'active' : 'inactive'),
          },
          {
            id: 'share',
            header: t('share'),
            cell: ({ share, currency }) => <Amount value={share} currency={currency} />,
            text: ({ share }) => share,
            isNumber: true,
          },
        ]}
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/plan">{t('toPlan')}</ButtonLink>} />}
      />
    </Page>
  )
}
