import { Search } from 'lucide-react'
import type { FormEvent } from 'react'
import { operatorApi } from '../../api/client.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { Timeline } from '../activity/timeline.tsx'
import { EventTabs } from './event-tabs.tsx'
import { eventWords } from './words.ts'

/** What happened to an order or a customer? Asked by any of their names. */
export default function StoryScene() {
  const t = useWords(eventWords)
  const [{ about }, setUrl] = useUrlState({ about: '' })
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setUrl({ about: String(new FormData(event.currentTarget).get('about') ?? '').trim() })
  }
  return (
    <Page title={t('title')} subtitle={t('subtitle')} tabs={<EventTabs />}>
      <div className="grid gap-1">
        <form key={about} onSubmit={ask} className="flex max-w-xl gap-2">
          <input
            name="about"
            type="search"
            aria-label={t('ask')}
            placeholder={t('ask')}
            defaultValue={about}
            required
            className="h-8 min-w-0 flex-1 rounded-md border border-edge bg-surface px-2.5"
          />
          <Button type="submit" look="primary" icon={<Search className="size-4" aria-hidden="true" />}>
            {t('asked')}
          </Button>
        </form>
        <p className="text-soft">{t('storyHint')}</p>
      </div>
      {about !== '' && <Told about={about} />}
    </Page>
  )
}

function Told({ about }: { readonly about: string }) {
  const t = useWords(eventWords)
  const pages = operatorApi.useList('GET /story', { query: { about } })
  if (pages.isLoading) return <Loading />
  if (pages.error !== null && pages.rows.length === 0) return <Failed error={pages.error} onRetry={pages.reload} />
  if (pages.rows.length === 0) {
    return (
      <Empty
        title={t('nothingKnown')}
        hint={t('nothingKnownHint')}
        icon={<Search className="size-5" />}
        action={
          <>
            <ButtonLink to="/gateways/deliveries">{t('deliveries')}</ButtonLink>
            <ButtonLink to="/transactions/failures">{t('failures')}</ButtonLink>
          </>
        }
      />
    )
  }
  return <Timeline pages={pages} />
}
