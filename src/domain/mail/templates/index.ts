import type { MailTemplate } from '../mail-template.ts'
import { affiliateAccountExists, affiliateApproved, affiliateInvitation, affiliateNewAddress, affiliatePasswordReset, affiliateVerification, payoutMethodChanged, payoutMethodRemoved } from './affiliate-people.ts'
import { operatorAddressAsked, operatorAddressChanged, operatorInvitation, operatorNewAddress, operatorPasswordChanged, operatorPasswordReset, operatorSecondFactorChanged } from './operator-people.ts'
import { scheduledReport } from './scheduled-report.ts'

/** Every kind of mail that is sent. */
export const MAIL_TEMPLATES = {
  'operator-invitation': operatorInvitation,
  'operator-password-reset': operatorPasswordReset,
  'operator-password-changed': operatorPasswordChanged,
  'operator-second-factor-changed': operatorSecondFactorChanged,
  'operator-new-address': operatorNewAddress,
  'operator-address-asked': operatorAddressAsked,
  'operator-address-changed': operatorAddressChanged,
  'affiliate-verification': affiliateVerification,
  'affiliate-account-exists': affiliateAccountExists,
  'affiliate-approved': affiliateApproved,
  'affiliate-password-reset': affiliatePasswordReset,
  'affiliate-new-address': affiliateNewAddress,
  'affiliate-invitation': affiliateInvitation,
  'payout-method-changed': payoutMethodChanged,
  'payout-method-removed': payoutMethodRemoved,
  'scheduled-report': scheduledReport,
} as const satisfies Record<string, MailTemplate>

export type MailTemplateName = keyof typeof MAIL_TEMPLATES

/** What a mail of a kind is told with. */
export type MailWords<Name extends MailTemplateName> = Readonly<Record<(typeof MAIL_TEMPLATES)[Name]['words'][number], string>>

export function isMailTemplate(name: string): name is MailTemplateName {
  return Object.hasOwn(MAIL_TEMPLATES, name)
}
