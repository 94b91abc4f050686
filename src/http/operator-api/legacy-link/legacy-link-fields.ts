import { z } from 'zod'
import { LEGACY_LINKS_PER_CALL } from '../../../domain/tracking/add-legacy-links.ts'
import { LEGACY_PARAMETERS, LEGACY_VALUE_CHARACTERS, LEGACY_WILDCARD, type LegacyParameter, legacyPath } from '../../../domain/tracking/legacy-link.ts'
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
  const message = wrongWith(link)
  if (message !== null) check.addIssue({ code: 'custom', path: ['value'], message, params: { code: 'invalid_value' } })
}).meta({
  id: 'NewLegacyLink',
  examples: [{ parameter: 'btag', value: 'a_1021b_77', trackingLinkId: '019abc00-0000-7000-8000-000000000003' }],
})

export const newLegacyLinksBody = z.strictObject({ items: z.array(newLegacyLinkBody).min(1).max(LEGACY_LINKS_PER_CALL) }).meta({
  examples: [{ items: [{ parameter: 'path', value: '/visit/northlight', trackingLinkId: '019abc00-0000-7000-8000-000000000003' }] }],
})

function wrongWith({ parameter, value }: { readonly parameter: LegacyParameter, readonly value: string }): string | null {
  if (parameter === 'path') return wrongWithPath(value)
  const start = value.endsWith(LEGACY_WILDCARD) ? value.slice(0, -LEGACY_WILDCARD.length) : value
  return start === '' || start.includes('*') ? `A * can only stand at the end, behind an underscore, with something before it.` : null
}

function wrongWithPath(value: string): string | null {
  const path = legacyPath(value)
  if (!path.startsWith('/') || path === '/' || /[?#*]/.test(value)) return 'A path begins with a slash, says more than that, and has no ?, # and *.'
  return path.includes('\u0000') ? 'Text cannot contain the NUL character.' : null
}
