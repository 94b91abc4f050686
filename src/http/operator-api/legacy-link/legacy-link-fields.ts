import { z } from 'zod'
import { LEGACY_LINKS_PER_CALL } from '../../../domain/tracking/add-legacy-links.ts'
import { LEGACY_PARAMETERS, LEGACY_VALUE_CHARACTERS, LEGACY_WILDCARD, wrongWithLegacyValue } from '../../../domain/tracking/legacy-link.ts'
import { idField, text } from '../../plumbing/fields.ts'

export const parameterField = z.enum(LEGACY_PARAMETERS).meta({
  description: 'Where the published address has its value: in the query parameter of this name, or as its path.', examples: ['btag'],
})

const fields = z.strictObject({
  parameter: parameterField,
  value: text(LEGACY_VALUE_CHARACTERS).meta({
    description: `As published, decoded; upper and lower case differ. A path begins with a slash and has no query. A parameter's value may end in \`${LEGACY_WILDCARD}\`: it then stands for every value that begins like it, and what follows counts as the affiliate's own \`clickid\`.`,
    examples: ['a_1021b_77c_*'],
  }),
  trackingLinkId: idField.meta({ description: 'The link that visitors of the address follow from now on.' }),
})

export const newLegacyLinkBody = fields.superRefine((link, check) => {
  const message = wrongWithLegacyValue(link)
  if (message !== null) check.addIssue({ code: 'custom', path: ['value'], message, params: { code: 'invalid_value' } })
}).meta({
  id: 'NewLegacyLink',
  examples: [{ parameter: 'btag', value: 'a_1021b_77', trackingLinkId: '019abc00-0000-7000-8000-000000000003' }],
})

export const newLegacyLinksBody = z.strictObject({ items: z.array(newLegacyLinkBody).min(1).max(LEGACY_LINKS_PER_CALL) }).meta({
  examples: [{ items: [{ parameter: 'path', value: '/visit/northlight', trackingLinkId: '019abc00-0000-7000-8000-000000000003' }] }],
})
