import { useEffect } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { Media } from '../../api/operator-api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { Fields, SelectField, useFields } from '../../ui/form.tsx'
import { Section } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { mediaWords } from './words.ts'

const MOST = 200

/** The HTML that an affiliate puts on a page, for one of its links. */
export function EmbedCode({ media }: { readonly media: Media }) {
  const t = useWords(mediaWords)
  const form = useFields({ affiliateId: '', linkId: '' })
  const [affiliateId, linkId] = useWatch({ control: form.control, name: ['affiliateId', 'linkId'] })
  const query = { affiliateId, limit: MOST, status: 'active' as const, ...(media.brandId !== null && { brandId: media.brandId }) }
  const links = operatorApi.useList('GET /tracking-link', { query }, { enabled: affiliateId !== '' })
  const chosen = links.rows.find(({ id }) => id === linkId)?.id ?? links.rows[0]?.id ?? ''
  useEffect(() => {
    if (chosen !== linkId) form.setValue('linkId', chosen)
  }, [chosen, linkId, form])
  return (
    <Section title={t('embed')} hint={t('embedHint')}>
      <FormProvider {...form}>
        <div className="grid gap-4">
          <Fields>
            <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />
            {affiliateId !== '' && links.rows.length > 0 && (
              <SelectField
                name="linkId"
                label={t('link')}
                isRequired
                options={links.rows.map(({ id, slug, trackerName }) => [id, `/c/${slug} · ${trackerName}`] as const)}
              />
            )}
          </Fields>
          {affiliateId !== '' && !links.isLoading && links.rows.length === 0 && (
            <div className="flex flex-wrap items-center gap-2">
              <span className="text-soft">{t('noLinks')}</span>
              <ButtonLink to="/links/new" search={{ affiliateId }} size="small">
                {t('makeLink')}
              </ButtonLink>
            </div>
          )}
          {affiliateId !== '' && chosen !== '' && <Code mediaId={media.id} trackingLinkId={chosen} />}
        </div>
      </FormProvider>
    </Section>
  )
}

function Code({ mediaId, trackingLinkId }: { readonly mediaId: string; readonly trackingLinkId: string }) {
  const t = useWords(mediaWords)
  const { data, error } = operatorApi.useGet('GET /media/{id}/embed', { params: { id: mediaId }, query: { trackingLinkId } })
  if (error !== null) return <Failed error={error} />
  if (data === undefined) return null
  return (
    <div className="flex items-start rounded-md border border-line bg-raised">
      <code className="min-w-0 flex-1 px-3 py-2 font-mono text-xs [overflow-wrap:anywhere] whitespace-pre-wrap" data-testid="embed-code">
        {data.html}
      </code>
      <CopyButton text={data.html} label={t('copyCode')} />
    </div>
  )
}
