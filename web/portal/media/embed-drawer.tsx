import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { OwnMedia } from '../../api/portal-api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { CopyButton, CopyField } from '../../ui/copy.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { mediaWords } from './words.ts'

/** The code of a medium with one of the affiliate's own links. */
export function EmbedDrawer({ media, onClose }: { readonly media: OwnMedia | undefined; readonly onClose: () => void }) {
  const t = useWords(mediaWords)
  return (
    <Drawer isOpen={media !== undefined} onClose={onClose} title={t('codeTitle')}>
      {media !== undefined && <Embed media={media} />}
    </Drawer>
  )
}

function Embed({ media }: { readonly media: OwnMedia }) {
  const t = useWords(mediaWords)
  const [chosen, setChosen] = useState('')
  const links = portalApi.useGet('GET /tracking-link', {
    query: { limit: 500, status: 'active', ...(media.brandId !== null && { brandId: media.brandId }) },
  })
  const items = links.data?.items ?? []
  const link = items.find(({ id }) => id === chosen) ?? items[0]
  const embed = portalApi.useGet(
    'GET /media/{id}/embed',
    { params: { id: media.id }, query: { trackingLinkId: link?.id ?? '' } },
    { enabled: link !== undefined },
  )
  return (
    <Load of={links}>
      {() =>
        link === undefined ? (
          <Empty
            title={t('noLink')}
            action={
              <ButtonLink to="/links" search={{ make: '1' }}>
                {t('makeLink')}
              </ButtonLink>
            }
          />
        ) : (
          <div className="grid gap-4">
            <label className="grid gap-1">
              <span className="font-medium">{t('link')}</span>
              <select
                value={link.id}
                onChange={(event) => setChosen(event.target.value)}
                className="h-8 rounded-md border border-edge bg-surface px-2"
              >
                {items.map(({ id, url }) => (
                  <option key={id} value={id}>
                    {url}
                  </option>
                ))}
              </select>
            </label>
            <Load of={embed}>
              {({ html, fileUrl }) => (
                <>
                  <div className="grid gap-1">
                    <div className="flex items-center justify-between">
                      <span className="font-medium">{t('html')}</span>
                      <CopyButton text={html} />
                    </div>
                    <pre className="overflow-x-auto rounded-md border border-line bg-raised p-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
                      {html}
                    </pre>
                  </div>
                  {fileUrl !== null && (
                    <div className="grid gap-1">
                      <span className="font-medium">{t('file')}</span>
                      <CopyField value={fileUrl} />
                    </div>
                  )}
                </>
              )}
            </Load>
          </div>
        )
      }
    </Load>
  )
}
