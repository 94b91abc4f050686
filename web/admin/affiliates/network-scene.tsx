import { Network } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, Recruit } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { Actor } from './actor.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

/** Whom an affiliate recruited, down all levels, and who recruited it. */
export default function NetworkScene() {
  return <AffiliateFrame>{(affiliate) => <Tree affiliate={affiliate} />}</AffiliateFrame>
}

function Tree({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const params = { id: affiliate.id }
  const pages = operatorApi.useList('GET /affiliate/{id}/recruit', { params })
  const parents = operatorApi.useGet('GET /affiliate/{id}/parent', { params })
  const names = useMemo(
    () =>
      new Map([
        [affiliate.id, affiliate.displayName ?? affiliate.name],
        ...pages.rows.map(({ affiliateId, name }) => [affiliateId, name] as const),
      ]),
    [affiliate, pages.rows],
  )
  const columns = useMemo(
    (): readonly Column<Recruit>[] => [
      {
        id: 'name',
        header: t('name'),
        cell: ({ name, level }) => <span style={{ paddingInlineStart: `${((level ?? 1) - 1) * 1.25}rem` }}>{name}</span>,
        text: ({ name }) => name,
      },
      {
        id: 'level',
        header: t('level'),
        isNumber: true,
        cell: ({ level }) => (level === null ? <Badge>{t('formerly')}</Badge> : level),
        text: ({ level }) => level,
      },
      { id: 'parent', header: t('parent'), cell: ({ stays }) => parentOf(stays, names), text: ({ stays }) => parentOf(stays, names) },
      { id: 'since', header: t('since'), cell: ({ joinedTs }) => <Moment at={joinedTs} shown="date" />, text: ({ joinedTs }) => joinedTs },
    ],
    [t, names],
  )
  return (
    <>
      <DataTable
        name="affiliate-recruits"
        label={t('tree')}
        pages={pages}
        rowId={({ affiliateId }) => affiliateId}
        rowLink={({ affiliateId }) => `/affiliates/${affiliateId}`}
        columns={columns}
        filters={<h2 className="font-semibold">{t('tree')}</h2>}
        empty={<Empty icon={<Network className="size-5" />} title={t('noRecruits')} hint={t('noRecruitsHint')} />}
      />
      <Section title={t('parents')}>
        <Load of={parents}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-soft">{t('noParents')}</p>
            ) : (
              <ul className="grid gap-2">
                {items.map(({ parentAffiliateId, parentName, from, until, changedBy }) => (
                  <li key={from} className="flex flex-wrap gap-x-2">
                    {parentAffiliateId === null ? <span>{t('nobody')}</span> : <AffiliateLink id={parentAffiliateId} name={parentName} />}
                    <span className="text-soft">
                      <Moment at={from} shown="date" /> – {until === null ? t('open') : <Moment at={until} shown="date" />} ·{' '}
                      <Actor actor={changedBy} />
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Load>
      </Section>
    </>
  )
}

function parentOf(stays: Recruit['stays'], names: ReadonlyMap<string, string>): string {
  const latest = stays.at(-1)
  return latest === undefined ? '' : (names.get(latest.parentAffiliateId) ?? '')
}
