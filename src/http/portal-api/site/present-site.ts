import { z } from 'zod'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { hashTerms } from '../../../domain/affiliate-users/sign-up-terms.ts'
import type { PortalSettings } from '../../../domain/portal-sites/portal-settings.ts'
import type { PortalOffer } from '../../../domain/portal-sites/read-offer.ts'
import { fairnessAnswer, presentFairnessItem } from '../../operator-api/commission-plan/present-plan-text.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { PORTAL_API_PREFIX } from '../prefix.ts'

const paragraph = z.strictObject({ component: z.string().nullable(), heading: z.string(), sentences: z.array(z.string()) })

export const siteAnswer = z
  .strictObject({
    slug: z.string().meta({ examples: ['bettest'] }),
    host: z.string().nullable().meta({ description: 'The host of its own, where it has one.' }),
    name: z.string().meta({ description: 'Of the program.' }),
    title: z.string().meta({ description: 'Of the portal; the name of the program where it has none of its own.' }),
    introduction: z.string().nullable(),
    accentColor: z.string().nullable().meta({ examples: ['#0b7a5c'] }),
    logoUrl: z.string().nullable().meta({ description: 'A path on this host.', examples: ['/portal/v1/site/bettest/logo'] }),
    supportEmail: z.string().nullable(),
    defaultLanguage: z.enum(LANGUAGES),
    currency: z.string().meta({ examples: ['EUR'] }),
    timeZone: z.string().meta({ examples: ['Europe/Malta'] }),
    isTest: z.boolean(),
    signUp: z.enum(['open', 'approval', 'closed']).meta({ description: 'Whether anybody may apply, and whether an operator looks at it first.' }),
    terms: z.strictObject({ text: z.string(), sha256: z.string(), changedAt: answeredInstant.nullable() }).nullable().meta({ description: 'What who applies agrees to.' }),
    offer: z
      .strictObject({ title: z.string(), paragraphs: z.array(paragraph), fairness: z.array(fairnessAnswer) })
      .nullable()
      .meta({ description: 'What the program pays by its default plan, in words, and what is fair and unfair about it.' }),
  })
  .meta({ id: 'PortalSite' })

export function presentSite(settings: PortalSettings, offer: PortalOffer | null): object {
  const { slug, host, title, introduction, accentColor, hasLogo, supportEmail, defaultLanguage, currency, timeZone, isTest, programName, terms, termsChangedAt } = settings
  return {
    slug, host, name: programName, title: title ?? programName, introduction, accentColor, logoUrl: hasLogo ? `${PORTAL_API_PREFIX}/site/${slug}/logo` : null,
    supportEmail, defaultLanguage, currency, timeZone, isTest,
    signUp: signUpOf(settings),
    terms: terms === null ? null : { text: terms, sha256: hashTerms(terms), changedAt: termsChangedAt },
    offer: offer === null ? null : { title: offer.text.title, paragraphs: offer.text.paragraphs, fairness: offer.fairness.map(presentFairnessItem) },
  }
}

function signUpOf({ selfSignUp, isActive, autoApprove }: PortalSettings): 'open' | 'approval' | 'closed' {
  if (!selfSignUp || !isActive) return 'closed'
  return autoApprove ? 'open' : 'approval'
}
