import { importCustomers } from '../../customers/import-customers.ts'
import { createdCustomers, REGISTRATIONS_MAX } from '../../customers/register-customers.ts'
import type { Registration, RegistrationResult } from '../../customers/registration.ts'
import type { FieldValues } from '../import-field.ts'
import type { ImportKind, RowOutcome, Taking } from './import-kind.ts'
import { ValueReader } from './value-reader.ts'

/** Customers as `POST /customer/import` takes them: attributed by hand, or organic. One that exists stays as it is. */
export const customersKind: ImportKind = {
  name: 'customers',
  module: 'customers',
  rowsAtOnce: REGISTRATIONS_MAX,
  fields: [
    { name: 'externalId', kind: 'text', isRequired: true, otherNames: ['playerid', 'customerid', 'userid', 'accountid', 'externalcustomerid', 'id'] },
    { name: 'registrationDate', kind: 'text', isRequired: true, otherNames: ['signedup', 'signupdate', 'registeredat', 'registered', 'createdat', 'regdate', 'date'] },
    { name: 'externalBrandId', kind: 'text', otherNames: ['brand', 'brandcode', 'site'] },
    { name: 'brandId', kind: 'text' },
    { name: 'affiliateExternalId', kind: 'text', otherNames: ['affiliate', 'affiliateid', 'affid', 'partnerid', 'partner'] },
    { name: 'externalTrackerId', kind: 'text', otherNames: ['tracker', 'trackerid', 'campaign', 'campaignid'] },
    { name: 'username', kind: 'text', otherNames: ['login', 'nickname', 'user'] },
    { name: 'country', kind: 'text', otherNames: ['countrycode', 'geo'] },
    { name: 'revShareExcluded', kind: 'flag' },
    { name: 'cpaExcluded', kind: 'flag' },
    { name: 'category', kind: 'text' },
    { name: 'label', kind: 'text' },
    { name: 'customParameter', kind: 'text' },
    { name: 'referringUrl', kind: 'text', otherNames: ['referrer', 'referer'] },
  ],
  keyOf: ({ externalId }) => (typeof externalId === 'string' ? externalId : null),
  check: (values) => void readRegistration(values),
  take: async (tx, taking, rows) => {
    const results = await importCustomers(tx, taking, taking.programId, rows.map((values) => ({ ...readRegistration(values), ...authorOf(taking) })))
    return { outcomes: results.map(outcomeOf), registered: createdCustomers(results) }
  },
}

function readRegistration(values: FieldValues): Omit<Registration, 'importId' | 'createdBy'> {
  const reader = new ValueReader(values)
  const affiliateExternalId = reader.text('affiliateExternalId', 255)
  const registration = {
    externalId: reader.required('externalId', 255),
    registeredAt: reader.instant('registrationDate'),
    brandId: reader.id('brandId'),
    externalBrandId: reader.text('externalBrandId', 255),
    manual: affiliateExternalId === null ? null : { affiliateExternalId, trackerExternalId: reader.text('externalTrackerId', 255) },
    username: reader.text('username', 255),
    country: reader.text('country', 255),
    revShareExcluded: reader.flag('revShareExcluded'),
    cpaExcluded: reader.flag('cpaExcluded'),
    category: reader.text('category', 255),
    label: reader.text('label', 255),
    customParameter: reader.text('customParameter', 1_024),
    referringUrl: reader.text('referringUrl', 2_048),
    clickKey: null, couponCode: null, referralCode: null, countryCode: null, registerIp: null,
  }
  if (registration.brandId === null && registration.externalBrandId === null) reader.refuse('brandId', 'brand_required', 'brandId or externalBrandId is required.')
  reader.finish()
  return registration
}

function authorOf({ importId, actor }: Taking): Pick<Registration, 'importId' | 'createdBy'> {
  return { importId, createdBy: actor }
}

function outcomeOf(result: RegistrationResult): RowOutcome {
  if (result.outcome === 'failed') return { outcome: 'failed', code: result.code, message: result.message }
  return { outcome: result.outcome === 'created' ? 'imported' : 'duplicate' }
}
