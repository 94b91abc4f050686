import { useMemo } from 'react'
import type { Affiliate } from '../../api/operator-api.ts'
import { Fields, SelectField, TextField } from '../../ui/form.tsx'
import { Section } from '../../ui/page.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { countryOptions } from '../../ui/countries.ts'
import { useGroups } from './use-groups.ts'
import { affiliateWords } from './words.ts'

export interface AffiliateValues {
  readonly name: string
  readonly displayName: string
  readonly email: string
  readonly phone: string
  readonly externalId: string
  readonly referralCode: string
  readonly country: string
  readonly groupId: string
  readonly parentAffiliateId: string
}

export const NO_AFFILIATE: AffiliateValues = {
  name: '',
  displayName: '',
  email: '',
  phone: '',
  externalId: '',
  referralCode: '',
  country: '',
  groupId: '',
  parentAffiliateId: '',
}

export function valuesOf(affiliate: Affiliate): AffiliateValues {
  const { name, displayName, email, phone, externalId, referralCode, country, groupId, parentAffiliateId } = affiliate
  return {
    name,
    displayName: displayName ?? '',
    email: email ?? '',
    phone: phone ?? '',
    externalId: externalId ?? '',
    referralCode: referralCode ?? '',
    country: country ?? '',
    groupId: groupId ?? '',
    parentAffiliateId: parentAffiliateId ?? '',
  }
}

/** The values as the API takes them: what is empty is nothing. */
export function bodyOf({ name, ...rest }: AffiliateValues) {
  const { displayName, email, phone, externalId, referralCode, country, groupId, parentAffiliateId } = rest
  const orNull = (text: string) => (text.trim() === '' ? null : text)
  return {
    name,
    displayName: orNull(displayName),
    email: orNull(email),
    phone: orNull(phone),
    externalId: orNull(externalId),
    referralCode: orNull(referralCode),
    country: orNull(country),
    groupId: orNull(groupId),
    parentAffiliateId: orNull(parentAffiliateId),
  }
}

/** What is asked about an affiliate, new or not. */
export function AffiliateFormFields() {
  const t = useWords(affiliateWords)
  const language = useLanguage()
  const groups = useGroups()
  const countries = useMemo(() => countryOptions(language), [language])
  return (
    <Section>
      <div className="grid gap-4">
        <Fields>
          <TextField name="name" label={t('name')} hint={t('nameHint')} isRequired />
          <TextField name="displayName" label={t('displayName')} hint={t('displayNameHint')} />
          <TextField name="email" type="email" label={t('email')} hint={t('emailHint')} />
          <TextField name="phone" type="tel" label={t('phone')} />
          <TextField name="referralCode" label={t('code')} hint={t('codeHint')} isMono />
          <TextField name="externalId" label={t('externalId')} hint={t('externalIdHint')} />
          <SelectField name="country" label={t('country')} options={[['', t('noCountry')], ...countries]} />
          <SelectField name="groupId" label={t('group')} options={[['', t('noGroup')], ...groups.options]} />
          <AffiliateField name="parentAffiliateId" label={t('parent')} hint={t('parentHint')} />
        </Fields>
      </div>
    </Section>
  )
}
