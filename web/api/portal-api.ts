// Made of the API's own document by "npm run web-types". Not to be changed by hand.
/* biome-ignore-all lint: made, not written */
export type PortalSite = { slug: string; host: string | null; name: string; title: string; introduction: string | null; accentColor: string | null; logoUrl: string | null; supportEmail: string | null; defaultLanguage: "en" | "pt-BR" | "es"; currency: string; timeZone: string; isTest: boolean; signUp: "open" | "approval" | "closed"; terms: { text: string; sha256: string; changedAt: string | null } | null; offer: { title: string; paragraphs: ({ component: string | null; heading: string; sentences: (string)[] })[]; fairness: (FairnessItem)[] } | null }
export type FairnessItem = { topic: string; verdict: "favourable" | "neutral" | "unfavourable"; words: { en: string; "pt-BR": string; es: string } }
export type Application = { site: string; email: string; password: string; name: string; company?: string; country?: string; website?: string; language?: "en" | "pt-BR" | "es"; parent?: string; termsSha256?: string }
export type Verification = { site: string; token: string }
export type PasswordResetRequest = { site: string; email: string }
export type PasswordReset = { site: string; token: string; password: string }
export type InvitationAcceptance = { site: string; token: string; name: string; password: string }
export type NewAddressConfirmation = { site: string; token: string }
export type SignIn = { site: string; email: string; password: string }
export type SignedIn = { next: "portal" | "second_factor" }
export type SecondFactorCode = { code: string }
export type PortalSession = { site: string; affiliate: { id: string; number: number; name: string; status: "pending" | "active" | "inactive"; referralCode: string | null; currency: string }; user: OwnUser | null; isOperator: boolean; mayChangePayouts: boolean; permissions: Record<string, "read" | "write"> }
export type OwnUser = { id: string; name: string; email: string; role: "owner" | "member" | "viewer"; language: "en" | "pt-BR" | "es" | null; hasPassword: boolean; hasSecondFactor: boolean }
export type FreshProof = { password: string; code?: string }
export type Entrance = { site: string; token: string }
export type OwnAccountChange = { name?: string; language?: "en" | "pt-BR" | "es" | null }
export type OwnPassword = { password: string }
export type NewAddress = { email: string }
export type SecondFactor = { secret: string; uri: string }
export type SecondFactorConfirmation = { code: string }
export type RecoveryCodes = { recoveryCodes: (string)[] }
export type OpenSession = { id: string; createdTs: string; lastUsedTs: string; expiresTs: string; network: string; agent: string | null; isThis: boolean }
export type PortalUser = { id: string; createdTs: string; updatedTs: string; affiliateId: string; name: string; email: string; role: "owner" | "member" | "viewer"; mayChangePayouts: boolean; hasSecondFactor: boolean; disabledTs: string | null; lastSignedInTs: string | null }
export type PortalInvitation = { id: string; createdTs: string; expiresTs: string; email: string; role: "owner" | "member" | "viewer"; mayChangePayouts: boolean }
export type NewCollaborator = { email: string; role: "owner" | "member" | "viewer"; mayChangePayouts?: boolean }
export type CollaboratorChange = { role?: "owner" | "member" | "viewer"; mayChangePayouts?: boolean }
export type OwnApiKey = { id: string; createdTs: string; name: string; hint: string; access: "read" | "write"; lastUsedTs: string | null; revokedTs: string | null }
export type NewOwnApiKey = { name: string; access: "read" | "write" }
export type IssuedOwnApiKey = { id: string; createdTs: string; name: string; hint: string; access: "read" | "write"; lastUsedTs: string | null; revokedTs: string | null; key: string }
export type OwnPayoutMethod = { id: string; createdTs: string; updatedTs: string; kind: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; currency: string; label: string | null; hint: string; status: "payable" | "held" | "archived"; isDefault: boolean; heldUntil: string | null; enteredBy: "affiliate" | "operator"; archivedAt: string | null }
export type NewOwnPayoutMethod = { kind: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; currency?: string; label?: string | null; details: { holderName: string; iban?: string; bic?: string; country?: string; accountNumber?: string; bankCode?: string } | { keyType: "cpf" | "cnpj" | "email" | "phone" | "random"; key: string; holderName: string; taxId?: string } | { email: string } | { email?: string; account?: string } | { network: "bitcoin" | "ethereum" | "polygon" | "bsc" | "arbitrum" | "optimism" | "base" | "tron"; address: string; asset?: string } | { instructions: string }; makeDefault?: true }
export type OwnPayoutMethodChange = { label?: string | null; makeDefault?: true; currency?: string; details?: { holderName: string; iban?: string; bic?: string; country?: string; accountNumber?: string; bankCode?: string } | { keyType: "cpf" | "cnpj" | "email" | "phone" | "random"; key: string; holderName: string; taxId?: string } | { email: string } | { email?: string; account?: string } | { network: "bitcoin" | "ethereum" | "polygon" | "bsc" | "arbitrum" | "optimism" | "base" | "tron"; address: string; asset?: string } | { instructions: string } }
export type PortalOverview = { currency: string; timeZone: string; countedAt: string | null; total: PortalActivity; before: PortalActivity; days: ({ day: string; clicks: number; uniqueClicks: number; registrations: number; firstDeposits: number; conversions: number; commission: number; before: PortalActivity })[]; balances: ({ currency: string; pending: number; payable: number; inTransit: number })[]; nextPayoutDate: string }
export type PortalActivity = { clicks: number; uniqueClicks: number; registrations: number; firstDeposits: number; conversions: number; commission: number }
export type Change = { id: string; kind: "terms_version" | "plan_assigned" | "plan_accepted" | "customer_given" | "customer_taken" | "adjustment" | "conversion_rejected" | "commission_reversed" | "payout" | "payout_method" | "payouts_blocked" | "payouts_unblocked" | "statement_sealed" | "invoice" | "tax_profile"; at: string; subjectId: string | null; subject: string | null; detail: string | null; amount: number | null; currency: string; reason: string | null }
export type PromotedBrand = { id: string; name: string; industry: string | null; website: string | null; deepLinkHosts: (string)[]; status: "active" | "inactive" | "archived"; products: ({ id: string; name: string })[] }
export type OwnTracker = { id: string; createdTs: string; updatedTs: string; name: string; externalId: string | null; status: "active" | "inactive" | "archived" }
export type NewOwnTracker = { name: string; externalId?: string | null; status?: "active" | "inactive" }
export type OwnTrackerChange = { name?: string; externalId?: string | null; status?: "active" | "inactive" }
export type OwnTrackingLink = { id: string; createdTs: string; updatedTs: string; trackerId: string; brandId: string; productId: string | null; mediaId: string | null; url: string; landingPageUrl: string | null; passThrough: boolean; status: "active" | "inactive" | "archived"; clicks: number }
export type DetailedOwnTrackingLink = { id: string; createdTs: string; updatedTs: string; trackerId: string; brandId: string; productId: string | null; mediaId: string | null; url: string; landingPageUrl: string | null; passThrough: boolean; status: "active" | "inactive" | "archived"; clicks: number; formerAddresses: ({ parameter: "btag" | "stag" | "a_aid" | "path"; value: string })[] }
export type NewOwnTrackingLink = { productId?: string | null; landingPageUrl?: string | null; passThrough?: boolean; brandId: string; trackerId?: string | null }
export type OwnTrackingLinkChange = { productId?: string | null; landingPageUrl?: string | null; passThrough?: boolean; status?: "active" | "inactive" }
export type OwnMedia = { id: string; createdTs: string; updatedTs: string; kind: "banner" | "text" | "html5"; name: string; brandId: string | null; productId: string | null; text: string | null; width: number | null; height: number | null; contentType: string | null; url: string | null }
export type OwnEmbedCode = { html: string; fileUrl: string | null }
export type OwnCoupon = { id: string; createdTs: string; updatedTs: string; code: string; status: "active" | "inactive" | "archived" }
export type OwnClick = { occurredAt: string; trackingLinkId: string; trackerId: string; brandId: string; country: string | null; isValid: boolean; flags: (string)[]; clickId: string | null; subIds: Record<string, string>; referrer: string | null }
export type OwnCustomer = { id: string; name: string; brandId: string; trackerId: string; country: string | null; registeredOn: string; carrier: string; state: "active" | "unconfirmed" | "moved"; firstDepositOn: string | null; qualifiedOn: string | null; commission: number; currency: string }
export type OwnConversion = { id: string; name: string; type: string; brandId: string; trackerId: string; customerId: string | null; customer: string | null; occurredAt: string; recordedAt: string; country: string | null; status: "pending" | "approved" | "rejected"; reason: string | null; isVerified: boolean; sale: number; deposit: number; netRevenue: number; commission: number; currency: string }
export type OwnCommission = { id: string; customerId: string | null; customer: string | null; transactionId: string | null; planId: string | null; planVersion: number | null; component: string; amount: number; currency: string; status: "pending" | "approved" | "rejected" | "reversed" | "paid"; reason: string | null; occurredAt: string; recordedAt: string; period: string; relatesToPeriod: string | null; payableFrom: string; reversesId: string | null; statementId: string | null }
export type Explanation = { amount: number; rule: string; because: (Because)[]; plan: { winner: { assignmentId: string | null; planId: string; planName: string; versionId: string; version: number } | null; losers: ({ assignmentId: string; reason: string } | { versionId: string; version: number; reason: string })[] }; words: { en: string; "pt-BR": string; es: string } }
export type Because = { name: string; value: number | string | boolean | null; because?: (Because)[] }
export type Unpaid = { id: string; kind: "line" | "event" | "touch"; reason: string; words: { en: string; "pt-BR": string; es: string }; occurredAt: string; commissionId: string | null; component: string | null; customerId: string | null; customer: string | null }
export type UnpaidCount = { kind: "line" | "event" | "touch"; reason: string; words: { en: string; "pt-BR": string; es: string }; count: number }
export type TierProgress = { planId: string; plan: string; version: number; component: string; metric: string; isCount: boolean; window: "period" | "lifetime" | { days: number }; application: "marginal" | "whole"; scopeId: string | null; current: number; rate: string; bands: ({ from: number; rate: string })[]; next: { from: number; rate: string; missing: number } | null; currency: string }
export type QualificationProgress = { customerId: string; customer: string; country: string | null; registeredOn: string; planId: string; component: string; state: "open" | "qualified" | "ended" | "excluded"; levelsReached: number; levels: number; nextAmount: number | null; currency: string; requirements: ({ requirement: string; have: number | string | boolean | null; need: number | boolean | (string)[]; isMet: boolean })[]; daysLeft: number | null }
export type SubAffiliate = { id: string; name: string; joinedAt: string; level: number | null; isActive: boolean; share: number; currency: string }
export type OwnPlan = { id: string; name: string; version: number; newestVersion: number; brands: ({ id: string; name: string })[]; accepted: { version: number; acceptedAt: string } | null }
export type OwnPlanVersion = { version: number; effectiveFrom: string; appliesTo: "new_customers" | "from_date" | "all_open"; noticeDays: number; holdDays: number; createdTs: string }
export type PlanText = { language: "en" | "pt-BR" | "es"; title: string; paragraphs: ({ component: string | null; heading: string; sentences: (string)[] })[]; text: string; textSha256: string }
export type PlanChange = { component: string | null; topic: string | null; kind: "added" | "removed" | "changed"; words: { en: string; "pt-BR": string; es: string } }
export type OwnAcceptanceOfPlan = { language: "en" | "pt-BR" | "es" }
export type OwnAcceptance = { id: string; planId: string; version: number; language: "en" | "pt-BR" | "es"; acceptedAt: string; textSha256: string; text: string }
export type Statement = { id: string; createdTs: string; affiliateId: string; affiliateName?: string; period: string; from: string; until: string; status: "review" | "sealed"; currency: string; opening: { pending: number; payable: number; total: number }; commissions: ({ component: string; brandId: string | null; productId: string | null; lines: number; amount: number })[]; carryover: { in: number; out: number }; adjustments: number; tax: { vat: number; withheld: number }; payouts: { sent: number; returned: number }; matured: number; closing: { pending: number; payable: number; total: number }; lineCount: number; linesRoot: string; previousId: string | null; hash: string }
export type StatementLine = { id: string; section: "commission" | "carryover" | "adjustment" | "vat" | "withheld" | "payout"; kind: string; amount: number; account: "pending" | "payable"; occurredAt: string; recordedAt: string; relatesToPeriod: string | null; causeType: string; causeId: string; component: string | null; brandId: string | null; productId: string | null; customerId: string | null; transactionId: string | null; exchange: { amount: number; currency: string; rate: number; source: string; from: string } | null }
export type StatementFile = { format: "fairshare-statement-file/1"; statement: StatementDocument; inclusion: Inclusion; seal: { document: PeriodSeal; keyId: string; signature: string }; keys: ({ id: string; publicKey: string; endorsement: { keyId: string; signature: string } | null })[]; lines: (FiledLine)[] }
export type StatementDocument = { format: "fairshare-statement/1"; id: string; programId: string; affiliateId: string; isTest: boolean; period: { name: string; from: string; until: string; timeZone: string }; currency: string; previous: string | null; opening: { pending: string; payable: string; total: string }; commissions: ({ component: string; brandId: string | null; productId: string | null; lines: number; amount: string })[]; carryover: { in: string; out: string }; adjustments: string; tax: { vat: string; withheld: string }; payouts: { sent: string; returned: string }; matured: string; closing: { pending: string; payable: string; total: string }; lines: { count: number; root: string } }
export type Inclusion = { index: number; path: (string)[] }
export type PeriodSeal = { format: "fairshare-period/1"; programId: string; isTest: boolean; period: { name: string; from: string; until: string; timeZone: string }; currency: string; previous: string | null; statements: { count: number; root: string }; totals: { opening: string; closing: string; lines: number }; book: { sequence: string; seal: string }; keyId: string; sealedAt: string }
export type FiledLine = { leaf: string; line: { transferId: string; section: "commission" | "carryover" | "adjustment" | "vat" | "withheld" | "payout"; kind: string; amount: string; account: "pending" | "payable"; occurredAt: string; recordedAt: string; relatesToPeriod: string | null; causeType: string; causeId: string; component: string | null; brandId: string | null; productId: string | null; customerId: string | null; transactionId: string | null; exchange: { amount: string; currency: string; rate: string; source: string; from: string } | null } }
export type LineProof = { format: "fairshare-line-proof/1"; statement: StatementDocument; inclusion: Inclusion; seal: { document: PeriodSeal; keyId: string; signature: string }; keys: ({ id: string; publicKey: string; endorsement: { keyId: string; signature: string } | null })[]; line: FiledLine; lineInclusion: Inclusion }
export type NextPayout = { at: string | null; amount: number; currency: string; reason: "nothing_payable" | "negative_balance" | "in_flight" | "below_minimum" | "method_missing" | "method_held" | "blocked" | "suspended" | "erased" | "invoice_missing" | "invoice_mismatch" | "rate_missing" | "rate_stale" | "amount_out_of_range" | null; missing: { amount: number; currency: string } | null; heldUntil: string | null }
export type OwnPayout = { id: string; createdTs: string; updatedTs: string; status: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled"; amount: number; currency: string; paidAmount: number; paidCurrency: string; rate: { rate: string; source: string; effectiveFrom: string } | null; payoutMethodId: string; methodKind: string; methodHint: string; endToEndId: string }
export type DetailedOwnPayout = { id: string; createdTs: string; updatedTs: string; status: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled"; amount: number; currency: string; paidAmount: number; paidCurrency: string; rate: { rate: string; source: string; effectiveFrom: string } | null; payoutMethodId: string; methodKind: string; methodHint: string; endToEndId: string; events: ({ kind: string; reason: string | null; at: string })[]; parts: ({ component: string; brandId: string | null; lines: number; amount: number })[]; other: number }
export type OwnPayoutLine = { id: string; transactionId: string | null; customerId: string | null; customer: string | null; brandId: string | null; component: string; amount: number; currency: string; occurredAt: string; period: string }
export type Postback = { id: string; createdTs: string; updatedTs: string; url: string; events: ("registration" | "first_deposit" | "sale" | "qualified" | "commission" | "commission_reversed")[]; status: "active" | "inactive" }
export type NewPostback = { url: string; events: ("registration" | "first_deposit" | "sale" | "qualified" | "commission" | "commission_reversed")[]; status?: "active" | "inactive" }
export type PostbackChange = { url?: string; events?: ("registration" | "first_deposit" | "sale" | "qualified" | "commission" | "commission_reversed")[]; status?: "active" | "inactive" }
export type Problem = { type: string; title: string; status: number; detail: string; code: string; errors: (FieldError)[]; requestId: string }
export type FieldError = { path: string; code: string; message: string }

export interface PortalApi {
  /** Read what a portal offers */
  'GET /site/{slug}': { params: { slug: string }; query: { language?: "en" | "pt-BR" | "es" | undefined }; body: undefined; answer: PortalSite }
  /** Find the portal of a host */
  'GET /site': { params: undefined; query: { host: string | number | undefined; language?: "en" | "pt-BR" | "es" | undefined }; body: undefined; answer: PortalSite }
  /** Read the logo of a portal */
  'GET /site/{slug}/logo': { params: { slug: string }; query: undefined; body: undefined; answer: Blob }
  /** Apply to become an affiliate */
  'POST /sign-up': { params: undefined; query: undefined; body: Application; answer: { sent: true } }
  /** Prove the address of an application */
  'POST /sign-up/verification': { params: undefined; query: undefined; body: Verification; answer: { status: "pending" | "active"; email: string } }
  /** Ask for a link to choose a new password */
  'POST /password-reset': { params: undefined; query: undefined; body: PasswordResetRequest; answer: { sent: true } }
  /** Choose a new password */
  'POST /password-reset/confirmation': { params: undefined; query: undefined; body: PasswordReset; answer: undefined }
  /** Accept an invitation */
  'POST /invitation/acceptance': { params: undefined; query: undefined; body: InvitationAcceptance; answer: undefined }
  /** Confirm a new address */
  'POST /new-address/confirmation': { params: undefined; query: undefined; body: NewAddressConfirmation; answer: undefined }
  /** Sign in */
  'POST /session/sign-in': { params: undefined; query: undefined; body: SignIn; answer: SignedIn }
  /** Give the code that a sign-in waits for */
  'POST /session/second-factor': { params: undefined; query: undefined; body: SecondFactorCode; answer: SignedIn }
  /** Read who you are */
  'GET /session': { params: undefined; query: undefined; body: undefined; answer: PortalSession }
  /** Sign out */
  'DELETE /session': { params: undefined; query: undefined; body: undefined; answer: undefined }
  /** Prove once more who you are */
  'POST /session/proof': { params: undefined; query: undefined; body: FreshProof; answer: undefined }
  /** Enter by an operator's link */
  'POST /session/entrance': { params: undefined; query: undefined; body: Entrance; answer: undefined }
  /** Change your name or language */
  'PATCH /account': { params: undefined; query: undefined; body: OwnAccountChange; answer: OwnUser }
  /** Change your password */
  'POST /account/password': { params: undefined; query: undefined; body: OwnPassword; answer: undefined }
  /** Ask for another e-mail address */
  'POST /account/address': { params: undefined; query: undefined; body: NewAddress; answer: { sent: true } }
  /** Begin an authenticator app */
  'POST /account/second-factor': { params: undefined; query: undefined; body: undefined; answer: SecondFactor }
  /** Take the second factor away */
  'DELETE /account/second-factor': { params: undefined; query: undefined; body: undefined; answer: undefined }
  /** Confirm the authenticator app by a code */
  'POST /account/second-factor/confirmation': { params: undefined; query: undefined; body: SecondFactorConfirmation; answer: RecoveryCodes }
  /** Make new recovery codes */
  'POST /account/recovery-code': { params: undefined; query: undefined; body: undefined; answer: RecoveryCodes }
  /** List where you are signed in */
  'GET /account/session': { params: undefined; query: undefined; body: undefined; answer: { items: (OpenSession)[] } }
  /** Sign out somewhere else */
  'DELETE /account/session/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List who works on the affiliate's account */
  'GET /collaborator': { params: undefined; query: undefined; body: undefined; answer: { items: (PortalUser)[]; invitations: (PortalInvitation)[] } }
  /** Invite somebody to work on the affiliate's account */
  'POST /collaborator/invitation': { params: undefined; query: undefined; body: NewCollaborator; answer: PortalInvitation }
  /** Take an invitation back */
  'DELETE /collaborator/invitation/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** Change what somebody may do */
  'PATCH /collaborator/{id}': { params: { id: string }; query: undefined; body: CollaboratorChange; answer: PortalUser }
  /** Take somebody off the affiliate's account */
  'DELETE /collaborator/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List the API keys of the affiliate */
  'GET /api-key': { params: undefined; query: undefined; body: undefined; answer: { items: (OwnApiKey)[] } }
  /** Make an API key */
  'POST /api-key': { params: undefined; query: undefined; body: NewOwnApiKey; answer: IssuedOwnApiKey }
  /** Revoke an API key */
  'DELETE /api-key/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List where you are paid */
  'GET /payout-method': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; status?: "active" | "archived" | undefined }; body: undefined; answer: { items: (OwnPayoutMethod)[]; nextCursor: string | null } }
  /** Enter where you want to be paid */
  'POST /payout-method': { params: undefined; query: undefined; body: NewOwnPayoutMethod; answer: OwnPayoutMethod }
  /** Change where you are paid */
  'PATCH /payout-method/{id}': { params: { id: string }; query: undefined; body: OwnPayoutMethodChange; answer: OwnPayoutMethod }
  /** Remove a payout method */
  'DELETE /payout-method/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** What you brought and earned lately, and what you are owed */
  'GET /overview': { params: undefined; query: { days?: "7" | "30" | "90" | undefined }; body: undefined; answer: PortalOverview }
  /** List what has changed for you */
  'GET /change': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "terms_version" | "plan_assigned" | "plan_accepted" | "customer_given" | "customer_taken" | "adjustment" | "conversion_rejected" | "commission_reversed" | "payout" | "payout_method" | "payouts_blocked" | "payouts_unblocked" | "statement_sealed" | "invoice" | "tax_profile" | undefined }; body: undefined; answer: { items: (Change)[]; nextCursor: string | null } }
  /** List the brands of the program */
  'GET /brand': { params: undefined; query: undefined; body: undefined; answer: { items: (PromotedBrand)[] } }
  /** List your trackers */
  'GET /tracker': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; status?: "active" | "inactive" | undefined }; body: undefined; answer: { items: (OwnTracker)[]; nextCursor: string | null } }
  /** Add a tracker */
  'POST /tracker': { params: undefined; query: undefined; body: NewOwnTracker; answer: OwnTracker }
  /** Change a tracker */
  'PATCH /tracker/{id}': { params: { id: string }; query: undefined; body: OwnTrackerChange; answer: OwnTracker }
  /** List your links */
  'GET /tracking-link': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; trackerId?: string | number | undefined; brandId?: string | number | undefined; status?: "active" | "inactive" | undefined }; body: undefined; answer: { items: (OwnTrackingLink)[]; nextCursor: string | null } }
  /** Add a link */
  'POST /tracking-link': { params: undefined; query: undefined; body: NewOwnTrackingLink; answer: OwnTrackingLink }
  /** Read a link, and the former addresses that lead to it */
  'GET /tracking-link/{id}': { params: { id: string }; query: undefined; body: undefined; answer: DetailedOwnTrackingLink }
  /** Change a link */
  'PATCH /tracking-link/{id}': { params: { id: string }; query: undefined; body: OwnTrackingLinkChange; answer: OwnTrackingLink }
  /** Build an address with sub ids and a page of the brand */
  'GET /tracking-link/{id}/address': { params: { id: string }; query: { s1?: string | number | undefined; s2?: string | number | undefined; s3?: string | number | undefined; s4?: string | number | undefined; s5?: string | number | undefined; s6?: string | number | undefined; s7?: string | number | undefined; s8?: string | number | undefined; s9?: string | number | undefined; s10?: string | number | undefined; clickId?: string | number | undefined; page?: string | number | undefined }; body: undefined; answer: { address: string } }
  /** List what you may publish */
  'GET /media': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "banner" | "text" | "html5" | undefined; brandId?: string | number | undefined }; body: undefined; answer: { items: (OwnMedia)[]; nextCursor: string | null } }
  /** Read the code that shows a medium and leads to your link */
  'GET /media/{id}/embed': { params: { id: string }; query: { trackingLinkId?: string | number | undefined }; body: undefined; answer: OwnEmbedCode }
  /** List your coupon codes */
  'GET /coupon': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (OwnCoupon)[]; nextCursor: string | null } }
  /** List the clicks of your links */
  'GET /click': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; trackerId?: string | number | undefined; trackingLinkId?: string | number | undefined; brandId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (OwnClick)[]; nextCursor: string | null } }
  /** List the customers that you brought */
  'GET /customer': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; trackerId?: string | number | undefined }; body: undefined; answer: { items: (OwnCustomer)[]; nextCursor: string | null } }
  /** Read a customer that you brought */
  'GET /customer/{id}': { params: { id: string }; query: undefined; body: undefined; answer: OwnCustomer }
  /** List what your customers did */
  'GET /conversion': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; type?: string | number | undefined; status?: "pending" | "approved" | "rejected" | undefined; customerId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (OwnConversion)[]; nextCursor: string | null } }
  /** Read one of them */
  'GET /conversion/{id}': { params: { id: string }; query: undefined; body: undefined; answer: OwnConversion }
  /** List your commission lines */
  'GET /commission': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; customerId?: string | number | undefined; transactionId?: string | number | undefined; brandId?: string | number | undefined; status?: "pending" | "approved" | "rejected" | "reversed" | "paid" | undefined; period?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (OwnCommission)[]; nextCursor: string | null } }
  /** Read a commission line */
  'GET /commission/{id}': { params: { id: string }; query: undefined; body: undefined; answer: OwnCommission }
  /** Why a line is what it is */
  'GET /commission/{id}/explanation': { params: { id: string }; query: undefined; body: undefined; answer: Explanation }
  /** What paid nothing, and why */
  'GET /event-without-pay': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "line" | "event" | "touch" | undefined; reason?: string | number | undefined }; body: undefined; answer: { items: (Unpaid)[]; nextCursor: string | null } }
  /** How many paid nothing, by reason */
  'GET /event-without-pay/count': { params: undefined; query: undefined; body: undefined; answer: { items: (UnpaidCount)[] } }
  /** How far you are on the tiers of your plans */
  'GET /progress/tier': { params: undefined; query: undefined; body: undefined; answer: { items: (TierProgress)[] } }
  /** How far your customers are on the way to a CPA */
  'GET /progress/customer': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (QualificationProgress)[]; nextCursor: string | null } }
  /** List whom you recruited, and what you earn by them */
  'GET /sub-affiliate': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { total: number; currency: string; items: (SubAffiliate)[]; nextCursor: string | null } }
  /** List the plans that you earn by */
  'GET /plan': { params: undefined; query: undefined; body: undefined; answer: { items: (OwnPlan)[] } }
  /** List the versions of a plan */
  'GET /plan/{id}/version': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (OwnPlanVersion)[]; nextCursor: string | null } }
  /** Read the terms in words */
  'GET /plan/{id}/version/{version}/text': { params: { id: string; version: string }; query: { language?: "en" | "pt-BR" | "es" | undefined }; body: undefined; answer: { items: (PlanText)[] } }
  /** Read what the terms mean for you */
  'GET /plan/{id}/version/{version}/fairness': { params: { id: string; version: string }; query: undefined; body: undefined; answer: { items: (FairnessItem)[] } }
  /** Compare two versions of the terms */
  'GET /plan/{id}/version/{version}/diff/{other}': { params: { id: string; version: string; other: string }; query: undefined; body: undefined; answer: { items: (PlanChange)[] } }
  /** Accept a version of the terms */
  'POST /plan/{id}/version/{version}/acceptance': { params: { id: string; version: string }; query: undefined; body: OwnAcceptanceOfPlan; answer: OwnAcceptance }
  /** List what you have accepted */
  'GET /plan/acceptance': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (OwnAcceptance)[]; nextCursor: string | null } }
  /** List your statements */
  'GET /statement': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (Statement)[]; nextCursor: string | null } }
  /** Read a statement */
  'GET /statement/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Statement }
  /** List the lines of a statement */
  'GET /statement/{id}/line': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (StatementLine)[]; nextCursor: string | null } }
  /** Download a statement file */
  'GET /statement/{id}/file': { params: { id: string }; query: undefined; body: undefined; answer: StatementFile }
  /** Prove one line of a statement */
  'GET /statement/{id}/proof/{transferId}': { params: { id: string; transferId: string }; query: undefined; body: undefined; answer: LineProof }
  /** Print a statement */
  'GET /statement/{id}/pdf': { params: { id: string }; query: { language?: "en" | "pt-BR" | "es" | undefined }; body: undefined; answer: Blob }
  /** When you are paid next, and how much as things are now */
  'GET /payout/next': { params: undefined; query: undefined; body: undefined; answer: NextPayout }
  /** List your payouts */
  'GET /payout': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; status?: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled" | undefined }; body: undefined; answer: { items: (OwnPayout)[]; nextCursor: string | null } }
  /** Read a payout, what happened to it and what it is made of */
  'GET /payout/{id}': { params: { id: string }; query: undefined; body: undefined; answer: DetailedOwnPayout }
  /** List the commission lines that a payout pays */
  'GET /payout/{id}/line': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (OwnPayoutLine)[]; nextCursor: string | null } }
  /** List your postbacks, and the macros that they may have */
  'GET /postback': { params: undefined; query: undefined; body: undefined; answer: { items: (Postback)[]; macros: ({ name: string; example: string })[]; isDelivered: boolean } }
  /** Add a postback */
  'POST /postback': { params: undefined; query: undefined; body: NewPostback; answer: Postback }
  /** Change a postback */
  'PATCH /postback/{id}': { params: { id: string }; query: undefined; body: PostbackChange; answer: Postback }
  /** Remove a postback */
  'DELETE /postback/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** See what a postback would call */
  'GET /postback/preview': { params: undefined; query: { url: string | number | undefined }; body: undefined; answer: { address: string } }
}
