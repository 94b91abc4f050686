import { operatorApi } from '../../api/client.ts'
import type { Affiliate } from '../../api/operator-api.ts'
import { Form, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { AffiliateFormFields, type AffiliateValues, bodyOf, valuesOf } from './affiliate-fields.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { countryName } from '../../ui/countries.ts'
import { useGroups } from './use-groups.ts'
import { affiliateWords } from './words.ts'

export default function ProfileScene() {
  return <AffiliateFrame>{(affiliate) => <Profile affiliate={affiliate} />}</AffiliateFrame>
}

function Profile({ affiliate }: { readonly affiliate: Affiliate }) {
  const mayWrite = useMay('affiliates')
  return mayWrite && !affiliate.isOrganic ? (
    <ProfileForm key={affiliate.id} affiliate={affiliate} />
  ) : (
    <ProfileFacts affiliate={affiliate} />
  )
}

function ProfileForm({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const form = useFields(valuesOf(affiliate))
  const change = operatorApi.useSend('PATCH /affiliate/{id}')
  const submit = async (values: AffiliateValues) => {
    const was: Readonly<Record<string, unknown>> = bodyOf(valuesOf(affiliate))
    // Only what the reader has changed: what somebody else changed meanwhile stays.
    const body = Object.fromEntries(Object.entries(bodyOf(values)).filter(([field, value]) => value !== was[field]))
    form.reset(valuesOf(await change.mutateAsync({ params: { id: affiliate.id }, body })))
    toast(t('saved'))
  }
  return (
    <Form form={form} onSubmit={submit} submitLabel={t('save')} className="max-w-3xl">
      <AffiliateFormFields />
    </Form>
  )
}

function ProfileFacts({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const language = useLanguage()
  const groups = useGroups()
  const { name, displayName, email, phone, referralCode, externalId, country, groupId, parentAffiliateId, currency, createdTs } = affiliate
  return (
    <Section>
      <Facts
        items={[
          [t('name'), name],
          [t('displayName'), displayName],
          [t('email'), email],
          [t('phone'), phone],
          [t('code'), referralCode],
          [t('externalId'), externalId],
          [t('country'), country === null ? null : countryName(country, language)],
          [t('group'), groups.nameOf(groupId) || null],
          [t('parent'), parentAffiliateId === null ? null : <AffiliateLink key="parent" id={parentAffiliateId} name={null} />],
          [t('currency'), currency],
          [t('joined'), <Moment key="joined" at={createdTs} />],
        ]}
      />
    </Section>
  )
}
