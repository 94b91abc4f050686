import { portalApi } from '../../api/client.ts'
import type { OwnMedia } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { BrandFilter, useBrandName } from '../activity/parts.tsx'
import { EmbedDrawer } from './embed-drawer.tsx'
import { mediaWords } from './words.ts'

const KINDS = ['banner', 'text', 'html5'] as const

/** What can be published, as it looks. */
export default function MediaScene() {
  const t = useWords(mediaWords)
  const [{ kind, brand, medium }, setUrl] = useUrlState({ kind: '', brand: '', medium: '' })
  const pages = portalApi.useList('GET /media', {
    query: { kind: KINDS.find((one) => one === kind), ...(brand !== '' && { brandId: brand }) },
  })
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <FilterSelect
            label={t('allKinds')}
            value={kind}
            options={KINDS.map((one) => [one, t(`kind_${one}`)])}
            onChange={(next) => setUrl({ kind: next })}
          />
          <BrandFilter value={brand} onChange={(next) => setUrl({ brand: next })} />
        </>
      }
    >
      {pages.error !== null ? (
        <Failed error={pages.error} onRetry={pages.reload} />
      ) : pages.isLoading ? (
        <Loading />
      ) : pages.rows.length === 0 ? (
        <Section>
          <Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/links">{t('toLinks')}</ButtonLink>} />
        </Section>
      ) : (
        <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {pages.rows.map((media) => (
            <Card key={media.id} media={media} onCode={() => setUrl({ medium: media.id })} />
          ))}
        </ul>
      )}
      {pages.hasMore && (
        <div>
          <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
            {t('more')}
          </Button>
        </div>
      )}
      <EmbedDrawer media={pages.rows.find(({ id }) => id === medium)} onClose={() => setUrl({ medium: '' })} />
    </Page>
  )
}

function Card({ media, onCode }: { readonly media: OwnMedia; readonly onCode: () => void }) {
  const t = useWords(mediaWords)
  const brandName = useBrandName()
  const { kind, name, width, height, brandId } = media
  return (
    <li className="grid grid-rows-[10rem_auto] overflow-hidden rounded-lg border border-line bg-surface">
      <div className="grid min-w-0 place-items-center overflow-hidden border-b border-line bg-raised p-3">
        <Preview media={media} />
      </div>
      <div className="grid content-start gap-2 p-4">
        <h2 className="font-medium [overflow-wrap:anywhere]">{name}</h2>
        <div className="flex flex-wrap items-center gap-1.5 text-xs text-soft">
          <Badge>{t(`kind_${kind}`)}</Badge>
          {width !== null && height !== null && <span className="tabular-nums">{t('sides', { width, height })}</span>}
          <span>{brandId === null ? t('everyBrand') : brandName(brandId)}</span>
        </div>
        <div>
          <Button size="small" onClick={onCode}>
            {t('code')}
          </Button>
        </div>
      </div>
    </li>
  )
}

function Preview({ media: { kind, name, text, url } }: { readonly media: OwnMedia }) {
  const t = useWords(mediaWords)
  if (kind === 'banner' && url !== null)
    return <img src={new URL(url).pathname} alt={t('preview', { name })} loading="lazy" className="max-h-full max-w-full object-contain" />
  if (kind === 'html5') return <p className="text-center text-soft">{t('framed')}</p>
  return <p className="line-clamp-4 text-center [overflow-wrap:anywhere]">{text}</p>
}
