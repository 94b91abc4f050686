import { Image, Plus } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Media } from '../../api/operator-api.ts'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { BrandFilter } from '../pick/filters.tsx'
import { useMay } from '../shell/session.tsx'
import { MediaThumbnail } from './preview.tsx'
import { mediaWords } from './words.ts'
import { Link } from '../../ui/link.tsx'

const KINDS = ['banner', 'text', 'html5'] as const
const STATES = ['active', 'inactive', 'archived'] as const
const NO_FILTERS = { search: '', kind: '', brandId: '', status: '' }

/** Everything that affiliates can publish. */
export default function MediaScene() {
  const t = useWords(mediaWords)
  const mayWrite = useMay('media')
  const [filters, setFilters] = useUrlState(NO_FILTERS)
  const pages = operatorApi.useList('GET /media', {
    query: {
      search: filters.search || undefined,
      brandId: filters.brandId || undefined,
      kind: KINDS.find((kind) => kind === filters.kind),
      status: STATES.find((state) => state === filters.status),
    },
  })
  const isFiltered = Object.values(filters).some((value) => value !== '')
  const add = mayWrite && (
    <ButtonLink to="/media/new" look="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
      {t('add')}
    </ButtonLink>
  )
  return (
    <Page title={t('title')} actions={add}>
      <div className="-mb-2 flex flex-wrap items-center gap-2">
        <SearchInput label={t('search')} value={filters.search} onChange={(search) => setFilters({ search })} />
        <FilterSelect
          label={t('anyKind')}
          value={filters.kind}
          onChange={(kind) => setFilters({ kind })}
          options={KINDS.map((kind) => [kind, t(`kind_${kind}`)])}
        />
        <BrandFilter value={filters.brandId} onChange={(brandId) => setFilters({ brandId })} />
        <FilterSelect
          label={t('anyStatus')}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
          options={STATES.map((state) => [state, t(state)])}
        />
      </div>
      {pages.error !== null && pages.rows.length === 0 ? (
        <Failed error={pages.error} onRetry={pages.reload} />
      ) : pages.isLoading ? (
        <Loading />
      ) : pages.rows.length > 0 ? (
        <>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(15rem,100%),1fr))] gap-4">
            {pages.rows.map((media) => (
              <Card key={media.id} media={media} />
            ))}
          </ul>
          {pages.hasMore && (
            <div>
              <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
                {t('more')}
              </Button>
            </div>
          )}
        </>
      ) : isFiltered ? (
        <Empty title={t('noneFound')} action={<Button onClick={() => setFilters(NO_FILTERS)}>{t('clearFilters')}</Button>} />
      ) : (
        <Empty icon={<Image className="size-5" />} title={t('none')} hint={t('noneHint')} action={add} />
      )}
    </Page>
  )
}

function Card({ media }: { readonly media: Media }) {
  const t = useWords(mediaWords)
  const { id, kind, name, width, height, status, visibility } = media
  return (
    <li>
      <Link to={`/media/${id}`} className="block overflow-hidden rounded-lg border border-line bg-surface hover:border-edge">
        <div className="grid h-40 place-items-center overflow-hidden border-b border-line bg-raised p-2">
          <MediaThumbnail media={media} />
        </div>
        <div className="grid gap-1.5 p-3">
          <p className="truncate font-medium">{name}</p>
          <div className="flex flex-wrap items-center gap-1.5">
            <Badge>{t(`kind_${kind}`)}</Badge>
            {width !== null && height !== null && <span className="text-xs text-soft tabular-nums">{t('size', { width, height })}</span>}
            {status !== 'active' && <StatusBadge state={status}>{t(status)}</StatusBadge>}
            {visibility === 'restricted' && <Badge tone="info">{t('restricted')}</Badge>}
          </div>
        </div>
      </Link>
    </li>
  )
}
