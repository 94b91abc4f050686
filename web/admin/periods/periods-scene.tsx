import { CalendarRange } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Period } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { kitWords } from '../../ui/kit-words.ts'
import { TextLink } from '../../ui/link.tsx'
import { formatDay, Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { MoneyState, usePeriodName } from '../money/parts.tsx'
import { useProgramNow } from './use-program-now.ts'
import { periodWords } from './words.ts'

/** Every period as a line of time: what is under way, what waits for somebody, what is sealed. */
export default function PeriodsScene() {
  const t = useWords(periodWords)
  const kit = useWords(kitWords)
  const pages = operatorApi.useList('GET /period', {}, { everyMs: (data) => (isClosing(data) ? 1_500 : false) })
  const now = useProgramNow()
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      {pages.error !== null && pages.rows.length === 0 ? (
        <Failed error={pages.error} onRetry={pages.reload} />
      ) : pages.isLoading ? (
        <Loading />
      ) : pages.rows.length === 0 ? (
        <Empty
          icon={<CalendarRange />}
          title={t('none')}
          hint={t('noneHint')}
          action={<ButtonLink to="/guide">{t('toGuide')}</ButtonLink>}
        />
      ) : (
        <>
          <ol className="rounded-lg border border-line bg-surface">
            {pages.rows.map((period) => (
              <PeriodRow key={period.id} period={period} now={now} />
            ))}
          </ol>
          {pages.hasMore && (
            <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore} className="justify-self-start">
              {kit('loadMore')}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

const DOTS: Readonly<Record<Period['status'], string>> = {
  open: 'border-line bg-surface',
  calculating: 'border-info bg-info-soft',
  review: 'border-warn bg-warn-soft',
  sealed: 'border-good bg-good',
}

function PeriodRow({ period, now }: { readonly period: Period; readonly now: string | undefined }) {
  const t = useWords(periodWords)
  const nameOf = usePeriodName()
  const language = useLanguage()
  const { id, status, firstDay, lastDay, until, sealedAt } = period
  const isOver = status === 'open' && now !== undefined && until <= now
  return (
    <li className="group relative flex gap-4 px-4 hover:bg-raised/60">
      <span aria-hidden="true" className="relative flex w-3 shrink-0 justify-center">
        <span className="absolute inset-y-0 w-px bg-line group-first:top-6 group-last:bottom-auto group-last:h-6" />
        <span className={classNames('relative mt-5 size-3 rounded-full border-2', DOTS[status])} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-3.5 group-last:border-0">
        <div className="min-w-0 flex-1 basis-48">
          <TextLink to={`/periods/${id}`} className="font-medium no-underline after:absolute after:inset-0 group-hover:underline">
            <span className="first-letter:uppercase inline-block">{nameOf(id)}</span>
          </TextLink>
          <p className="text-xs text-soft">
            {formatDay(firstDay, language)} – {formatDay(lastDay, language)}
          </p>
        </div>
        <div className="flex items-center gap-2 text-soft">
          {sealedAt !== null && <Moment at={sealedAt} shown="date" />}
          {status === 'open' && <span className="text-xs">{isOver ? t('isOver') : t('underWay')}</span>}
          {isOver ? <Badge tone="warn">{t('stepOpen')}</Badge> : <MoneyState state={status} />}
        </div>
      </div>
    </li>
  )
}

function isClosing(data: unknown): boolean {
  return JSON.stringify(data ?? null).includes('"calculating"')
}
