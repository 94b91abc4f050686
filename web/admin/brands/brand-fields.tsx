import { useFormContext } from 'react-hook-form'
import type { Brand, NewBrand } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Fields, SelectField, TextAreaField, TextField } from '../../ui/form.tsx'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { exampleOf, hasClickKey, withClickKey } from './landing-page.ts'
import { brandWords } from './words.ts'

export interface BrandDraft {
  name: string
  industry: string
  externalId: string
  landingPageUrl: string
  deepLinkHosts: string
  autoApprove: boolean
  approvalStage: string
  allowAnonymousTransactions: boolean
  clickParameter: string
  acceptBrowserRegistrations: boolean
  isActive: boolean
}

export const NEW_BRAND: BrandDraft = {
  name: '',
  industry: '',
  externalId: '',
  landingPageUrl: 'https://',
  deepLinkHosts: '',
  autoApprove: true,
  approvalStage: 'transaction',
  allowAnonymousTransactions: false,
  clickParameter: 'clickKey',
  acceptBrowserRegistrations: false,
  isActive: true,
}

export function toBrandDraft(brand: Brand): BrandDraft {
  return {
    ...brand,
    industry: brand.industry ?? '',
    externalId: brand.externalId ?? '',
    deepLinkHosts: brand.deepLinkHosts.join('\n'),
    isActive: brand.status === 'active',
  }
}

export function fromBrandDraft(draft: BrandDraft): NewBrand {
  return {
    name: draft.name,
    industry: draft.industry.trim() || null,
    externalId: draft.externalId.trim() || null,
    landingPageUrl: draft.landingPageUrl.trim(),
    deepLinkHosts: draft.deepLinkHosts
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((host) => host !== ''),
    autoApprove: draft.autoApprove,
    approvalStage: draft.approvalStage === 'commission' ? 'commission' : 'transaction',
    allowAnonymousTransactions: draft.allowAnonymousTransactions,
    clickParameter: draft.clickParameter,
    acceptBrowserRegistrations: draft.acceptBrowserRegistrations,
    status: draft.isActive ? 'active' : 'inactive',
  }
}

/** What a brand is, in two parts. */
export function BrandFields() {
  const t = useWords(brandWords)
  const isAutomatic = useFormContext<BrandDraft>().watch('autoApprove')
  return (
    <>
      <Section title={t('general')}>
        <div className="grid gap-4">
          <Fields>
            <TextField name="name" label={t('name')} isRequired />
            <TextField name="industry" label={t('industry')} />
            <TextField name="externalId" label={t('externalId')} hint={t('externalIdHint')} isMono />
          </Fields>
          <LandingPageField />
          <TextAreaField name="deepLinkHosts" label={t('deepLinkHosts')} hint={t('deepLinkHint')} rows={3} isMono />
          <CheckField name="isActive" label={t('isActive')} hint={t('isActiveHint')} />
        </div>
      </Section>
      <Section title={t('approvals')}>
        <div className="grid gap-4">
          <CheckField name="autoApprove" label={t('autoApprove')} hint={t('autoApproveHint')} />
          {!isAutomatic && (
            <SelectField
              name="approvalStage"
              label={t('approvalStage')}
              isRequired
              options={[
                ['transaction', t('transaction')],
                ['commission', t('commission')],
              ]}
              className="max-w-xs"
            />
          )}
          <CheckField name="allowAnonymousTransactions" label={t('allowAnonymous')} />
          <CheckField name="acceptBrowserRegistrations" label={t('browserRegistrations')} hint={t('browserHint')} />
          <TextField
            name="clickParameter"
            label={t('clickParameter')}
            hint={t('clickParameterHint')}
            isRequired
            isMono
            className="max-w-xs"
          />
        </div>
      </Section>
    </>
  )
}

/** The landing page, a button that puts the click key in, and where a visitor will come out. */
function LandingPageField() {
  const t = useWords(brandWords)
  const form = useFormContext<BrandDraft>()
  const [url, parameter] = form.watch(['landingPageUrl', 'clickParameter'])
  const isUrl = /^https?:\/\/[^/]/.test(url)
  return (
    <div className="grid gap-2">
      <TextField name="landingPageUrl" label={t('landingPage')} hint={t('landingHint')} isRequired isMono />
      {isUrl && !hasClickKey(url) && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="small"
            onClick={() => form.setValue('landingPageUrl', withClickKey(url, parameter || 'clickKey'), { shouldDirty: true })}
          >
            {t('insertKey')}
          </Button>
          <span className="text-xs text-warn">{t('noKey')}</span>
        </div>
      )}
      {isUrl && hasClickKey(url) && (
        <p className="text-xs text-soft">
          {t('leadsTo')} <code className="break-all text-ink">{exampleOf(url)}</code>
        </p>
      )}
    </div>
  )
}
