// Made of the API's own document by "npm run web-types". Not to be changed by hand.
/* biome-ignore-all lint: made, not written */
export type Customer = { id: string; operatorId: string; updatedTs: string; createdTs: string | null; isIdEmpty: false; createdBy: string | null; hidden: boolean; deleted: boolean; importId: string | null; externalId: string | null; externalBrandId: string | null; username: string | null; country: string | null; country_code: string | null; registerIp: string | null; referringUrl: string | null; registrationDate: string; hasDeposited: boolean; ftdDate: string | null; cpaQualified: boolean; cpaQualificationDate: string | null; lifetimeRevenue: number; firstDepositAmount: number | null; firstRevenueAmount: number | null; lifetimeDeposits: number | null; lifetimeRevShareCommission: number; lifetimeCpaCommission: number; lifetimeFixedCommission: number; lifetimeCommission: number; tracking: Tracking | null; category: string | null; label: string | null; revShareExcluded: boolean; cpaExcluded: boolean; transactions: (Transaction)[] | null }
export type Tracking = { clickId: string | null; affiliateId: string | null; affiliateName: string | null; affiliateTrackerId: string | null; affiliateTrackerName: string | null; campaignId: string | null; campaignName: string | null; brandId: string | null; brandName: string | null; productId: string | null; productName: string | null; mediaId: string | null; media: { type: string | null; text: string | null; imageUrl: string | null } | null; customParameter: string | null; date: string | null; referringUrl: string | null }
export type Transaction = { id: string; operatorId: string; updatedTs: string; createdTs: string | null; isIdEmpty: false; createdBy: string | null; hidden: boolean; deleted: boolean; importId: string | null; integrationType: "api" | "import" | "csv" | "xml" | "pixel" | "sdk" | "gateway" | "manual"; customerId: string | null; type: string; externalId: string | null; externalCustomerId: string | null; externalBrandId: string | null; externalProductId: string | null; country: string | null; country_code: string | null; depositAmount: number; firstTransaction: boolean; grossRevenue: number; revenueAmount: number; wageredAmount: number; taxes: number; costOfGoodsSold: number; paymentFees: number; cpaQualified: boolean; revShareCommission: number; cpaCommission: number; fixedCommission: number; transactionDate: string; tracking: Tracking | null; category: string | null; label: string | null; note: string | null; childAffiliateIds: (string)[]; payoutInfo: { affiliateId: string; affiliateName: string | null; invoicePeriod: string; invoiceDate: string; dueDate: string; payoutMethod: { id: string; operatorId: string } | null } | null; saleAmount: number; withdrawalAmount: number; bonusAmount: number; status: "pending" | "approved" | "paid" | "rejected" | "moved"; decisionReason: string | null; isVerified: boolean; relatedTransactionId: string | null; replacesId: string | null; batchId: string | null }
export type NewReattribution = { affiliateId?: string; trackerId?: string; mode: "from_date" | "with_history"; from?: string; reason: string }
export type Reattribution = { id: string; createdTs: string; customerId: string; affiliateId: string; trackerId: string; mode: "from_date" | "with_history"; from: string | null; reason: string; movedTransactions: number; createdBy: string }
export type NewDisqualification = { reason: string; from?: string | null }
export type Disqualification = { id: string; createdTs: string; customerId: string; kind: "disqualified" | "restored"; from: string | null; reason: string | null; createdBy: string }
export type Qualification = { planId: string; component: string; state: "open" | "qualified" | "ended" | "excluded"; levelsReached: number; levels: number; nextAmount: number | null; daysLeft: number | null; requirements: ({ requirement: "minDepositSingle" | "minDepositTotal" | "minNetDeposit" | "minWager" | "minNetRevenue" | "minDeposits" | "countries" | "verified"; have: number | string | boolean | (string)[] | null; need: number | string | boolean | (string)[] | null; isMet: boolean })[] }
export type TransactionInput = { externalId?: string | null; type?: string | null; transactionDate: string; externalCustomerId?: string | null; clickKey?: string | null; affiliateId?: string | null; externalBrandId?: string | null; externalProductId?: string | null; country?: string | null; country_code?: string | null; depositAmount?: number | null; grossRevenue?: number | null; wageredAmount?: number | null; withdrawalAmount?: number | null; saleAmount?: number | null; bonusAmount?: number | null; revShareCommission?: number | null; cpaCommission?: number | null; fixedCommission?: number | null; deductions?: ({ name: string; amount: number })[] | null; relatedExternalId?: string | null; currency?: string | null; category?: string | null; label?: string | null; note?: string | null; operatorId?: string | null }
export type TransactionBatch = { id: string; receivedTs: string; processedTs: string | null; integrationType: string; createdBy: string; accepted: number; queued: number; processed: number; pendingApproval: number; failed: number; duplicates: number }
export type TransactionFailure = { id: string; createdTs: string; updatedTs: string; batchId: string; index: number; state: "waiting" | "failed" | "discarded" | "replaced" | "resolved"; code: string; message: string; externalId: string | null; attempts: number; dueAt: string | null; item: Record<string, unknown> }
export type Program = { id: string; createdTs: string; updatedTs: string; operatorId: string; name: string; description: string | null; currency: string; timeZone: string; status: "active" | "draft" | "paused"; isTest: boolean; now: string; attribution: { model: "last_click" | "first_click"; windowDays: number; standDownMinutes: number; couponBeatsClick: boolean }; cookieDays: number; organicTracking: "assign" | "reject"; acceptSuppliedCommissions: boolean; carryover: { mode: "reset" | "carry"; scope: "affiliate" | "brand" | "plan" | "product"; what: "base" | "commission"; cap: { amount: number } | { averageMonths: number } | null; expiryMonths: number | null }; payoutMinimum: number; payoutApproval: "two_people" | "one_person"; payoutFrequency: "weekly" | "biweekly" | "monthly"; automaticPayoutRuns: boolean; periodKinds: ({ kind: "weekly" | "half_monthly" | "monthly" | "quarterly"; from: string | null })[]; payoutHoldHours: number; adjustmentLimit: number; allowedDomains: (string)[]; selfSignUp: boolean; fallbackUrl: string | null; defaultPlanId: string | null; commission: { type: "percentage" | "fixed"; value: number; recurring?: { firstOnly?: boolean; months?: number; count?: number } } | null }
export type ProgramChange = { name?: string; description?: string | null; currency?: string; timeZone?: string; status?: "active" | "draft" | "paused"; attribution?: { model?: "last_click" | "first_click"; windowDays?: number; standDownMinutes?: number; couponBeatsClick?: boolean }; cookieDays?: number; organicTracking?: "assign" | "reject"; acceptSuppliedCommissions?: boolean; carryover?: { mode?: "reset" | "carry"; scope?: "affiliate" | "brand" | "plan" | "product"; what?: "base" | "commission"; cap?: { amount?: number; averageMonths?: number } | null; expiryMonths?: number | null }; payoutMinimum?: number; payoutApproval?: "two_people" | "one_person"; payoutFrequency?: "weekly" | "biweekly" | "monthly"; automaticPayoutRuns?: boolean; periodKind?: "weekly" | "half_monthly" | "monthly" | "quarterly"; payoutHoldHours?: number; adjustmentLimit?: number; allowedDomains?: (string)[]; selfSignUp?: boolean; commission?: { type: "percentage" | "fixed"; value: number; recurring?: { firstOnly?: boolean | null; months?: number | null; count?: number | null } | null }; fallbackUrl?: string | null }
export type Snippet = { html: string }
export type NewProgram = { name: string; currency: string; timeZone: string; test?: boolean }
export type AddedProgram = { id: string; createdTs: string; updatedTs: string; operatorId: string; name: string; description: string | null; currency: string; timeZone: string; status: "active" | "draft" | "paused"; isTest: boolean; now: string; attribution: { model: "last_click" | "first_click"; windowDays: number; standDownMinutes: number; couponBeatsClick: boolean }; cookieDays: number; organicTracking: "assign" | "reject"; acceptSuppliedCommissions: boolean; carryover: { mode: "reset" | "carry"; scope: "affiliate" | "brand" | "plan" | "product"; what: "base" | "commission"; cap: { amount: number } | { averageMonths: number } | null; expiryMonths: number | null }; payoutMinimum: number; payoutApproval: "two_people" | "one_person"; payoutFrequency: "weekly" | "biweekly" | "monthly"; automaticPayoutRuns: boolean; periodKinds: ({ kind: "weekly" | "half_monthly" | "monthly" | "quarterly"; from: string | null })[]; payoutHoldHours: number; adjustmentLimit: number; allowedDomains: (string)[]; selfSignUp: boolean; fallbackUrl: string | null; defaultPlanId: string | null; commission: { type: "percentage" | "fixed"; value: number; recurring?: { firstOnly?: boolean; months?: number; count?: number } } | null; apiKey: string }
export type TestClockMove = { now: string }
export type ProgramLogo = { content: string }
export type Operator = { id: string; createdTs: string; updatedTs: string; name: string; billingPlan: "starter" | "pro" | "premium" }
export type OperatorChange = { billingPlan?: "starter" | "pro" | "premium" }
export type Event = { id: string; kind: "conversion" | "lead" | "page_view"; source: "api" | "sdk" | "gateway" | "manual"; outcome: "recorded" | "converted" | "unattributed" | "duplicate"; reason: "campaign_paused" | "affiliate_unknown" | "affiliate_inactive" | "brand_unknown" | "fx_rate_missing" | "reported_by_page" | null; referralCode: string | null; affiliateId: string | null; affiliateName: string | null; orderId: string | null; sessionId: string | null; isVerified: boolean; isLate: boolean; properties: Record<string, unknown>; deviceInfo: Record<string, unknown> | null; ip: string | null; occurredAt: string; recordedAt: string }
export type FxRate = { id: string; createdTs: string; updatedTs: string; currency: string; rate: string; effectiveFrom: string; source: string }
export type NewFxRate = { currency: string; rate: string; effectiveFrom: string; source: string }
export type FxRateImport = { format: "ecb_xml" | "ecb_csv"; content: string; currencies?: (string)[] | null; from?: string | null }
export type FxRateImported = { numAdded: number; numUnchanged: number; firstDay: string; lastDay: string; currencies: (string)[]; ignoredCurrencies: (string)[]; daysWithout: number }
export type Brand = { id: string; createdTs: string; updatedTs: string; name: string; industry: string | null; externalId: string | null; landingPageUrl: string; deepLinkHosts: (string)[]; autoApprove: boolean; approvalStage: "transaction" | "commission"; allowAnonymousTransactions: boolean; clickParameter: string; acceptBrowserRegistrations: boolean; status: "active" | "inactive" | "archived"; deductions: (Record<string, unknown>)[] }
export type NewBrand = { name: string; industry?: string | null; externalId?: string | null; landingPageUrl: string; deepLinkHosts?: (string)[]; autoApprove?: boolean; approvalStage?: "transaction" | "commission"; allowAnonymousTransactions?: boolean; clickParameter?: string; acceptBrowserRegistrations?: boolean; status?: "active" | "inactive"; deductions?: ({ name: string; kind: "tax" | "payment_fee" | "admin_fee" | "platform_fee" | "bonus" | "chargeback" | "jackpot" | "provider_fee" | "cost_of_goods" | "other"; base?: "gross_revenue" | "running_net" | "deposit" | "withdrawal" | "deposit_plus_withdrawal" | "wager" | "sale" | "bonus" | "supplied"; rate?: string; fixed?: number; countries?: (string)[]; products?: (string)[]; whenNegative?: "apply" | "clamp" })[] }
export type BrandChange = { name?: string; industry?: string | null; externalId?: string | null; landingPageUrl?: string; deepLinkHosts?: (string)[]; autoApprove?: boolean; approvalStage?: "transaction" | "commission"; allowAnonymousTransactions?: boolean; clickParameter?: string; acceptBrowserRegistrations?: boolean; status?: "active" | "inactive"; deductions?: ({ name: string; kind: "tax" | "payment_fee" | "admin_fee" | "platform_fee" | "bonus" | "chargeback" | "jackpot" | "provider_fee" | "cost_of_goods" | "other"; base?: "gross_revenue" | "running_net" | "deposit" | "withdrawal" | "deposit_plus_withdrawal" | "wager" | "sale" | "bonus" | "supplied"; rate?: string; fixed?: number; countries?: (string)[]; products?: (string)[]; whenNegative?: "apply" | "clamp" })[] }
export type DeductionExample = { deductions: ({ name: string; kind: "tax" | "payment_fee" | "admin_fee" | "platform_fee" | "bonus" | "chargeback" | "jackpot" | "provider_fee" | "cost_of_goods" | "other"; base?: "gross_revenue" | "running_net" | "deposit" | "withdrawal" | "deposit_plus_withdrawal" | "wager" | "sale" | "bonus" | "supplied"; rate?: string; fixed?: number; countries?: (string)[]; products?: (string)[]; whenNegative?: "apply" | "clamp" })[]; transaction: { grossRevenue?: number; depositAmount?: number; withdrawalAmount?: number; wageredAmount?: number; saleAmount?: number; bonusAmount?: number; country?: string | null; productId?: string | null; deductions?: ({ name: string; amount: number })[] } }
export type WorkedDeductions = { grossRevenue: number; lines: ({ name: string; kind: string; base: string | null; baseAmount: number; amount: number; net: number })[]; netRevenue: number; taxes: number; paymentFees: number; costOfGoodsSold: number }
export type Product = { id: string; createdTs: string; updatedTs: string; brandId: string; name: string; externalId: string | null; landingPageUrl: string | null; status: "active" | "inactive" | "archived"; deductions: (Record<string, unknown>)[] | null }
export type NewProduct = { name: string; externalId?: string | null; landingPageUrl?: string | null; status?: "active" | "inactive"; deductions?: ({ name: string; kind: "tax" | "payment_fee" | "admin_fee" | "platform_fee" | "bonus" | "chargeback" | "jackpot" | "provider_fee" | "cost_of_goods" | "other"; base?: "gross_revenue" | "running_net" | "deposit" | "withdrawal" | "deposit_plus_withdrawal" | "wager" | "sale" | "bonus" | "supplied"; rate?: string; fixed?: number; countries?: (string)[]; products?: (string)[]; whenNegative?: "apply" | "clamp" })[] | null; brandId: string }
export type ProductChange = { name?: string; externalId?: string | null; landingPageUrl?: string | null; status?: "active" | "inactive"; deductions?: ({ name: string; kind: "tax" | "payment_fee" | "admin_fee" | "platform_fee" | "bonus" | "chargeback" | "jackpot" | "provider_fee" | "cost_of_goods" | "other"; base?: "gross_revenue" | "running_net" | "deposit" | "withdrawal" | "deposit_plus_withdrawal" | "wager" | "sale" | "bonus" | "supplied"; rate?: string; fixed?: number; countries?: (string)[]; products?: (string)[]; whenNegative?: "apply" | "clamp" })[] | null }
export type ListedAffiliate = { id: string; createdTs: string; updatedTs: string; number: number; name: string; displayName: string | null; email: string | null; phone: string | null; externalId: string | null; status: "pending" | "active" | "inactive" | "suspended" | "archived"; referralCode: string | null; parentAffiliateId: string | null; groupId: string | null; country: string | null; currency: string; isOrganic: boolean; figures?: AffiliateFigures }
export type AffiliateFigures = { clicks: number; customers: number; commission: number; payable: number; currency: string }
export type NewAffiliate = { name: string; displayName?: string | null; email?: string | null; phone?: string | null; externalId?: string | null; status?: "pending" | "active" | "inactive" | "suspended"; referralCode?: string | null; parentAffiliateId?: string | null; parentFrom?: string; groupId?: string | null; country?: string | null; currency?: string }
export type Affiliate = { id: string; createdTs: string; updatedTs: string; number: number; name: string; displayName: string | null; email: string | null; phone: string | null; externalId: string | null; status: "pending" | "active" | "inactive" | "suspended" | "archived"; referralCode: string | null; parentAffiliateId: string | null; groupId: string | null; country: string | null; currency: string; isOrganic: boolean }
export type AffiliateChange = { name?: string; displayName?: string | null; email?: string | null; phone?: string | null; externalId?: string | null; status?: "pending" | "active" | "inactive" | "suspended"; referralCode?: string | null; parentAffiliateId?: string | null; parentFrom?: string; groupId?: string | null; country?: string | null; currency?: string }
export type AffiliateParent = { parentAffiliateId: string | null; parentName: string | null; from: string; until: string | null; changedBy: string; changedTs: string }
export type Recruit = { affiliateId: string; name: string; level: number | null; joinedTs: string; stays: ({ level: number; parentAffiliateId: string; from: string; until: string | null })[] }
export type AffiliateSummary = { currency: string; clicks: number; validClicks: number; validClicksBefore: number; customers: number; newCustomers: number; newCustomersBefore: number; depositors: number; conversions: number; commission: number; paid: number; balances: ({ currency: string; pending: number; payable: number; inTransit: number })[]; trackers: number; trackingLinks: number; coupons: number; recruits: number; notes: number; lastClickTs: string | null }
export type EffectivePlan = { brandId: string; brandName: string; planId: string | null; planName: string | null; version: number | null; assignmentId: string | null; by: "affiliate" | "group" | "everybody" | "default" | null }
export type AffiliateAssignment = { id: string; planId: string; planName: string; isOfGroup: boolean; brandName: string | null; productName: string | null; trackerName: string | null; effectiveFrom: string; effectiveUntil: string | null }
export type AffiliateNote = { id: string; createdTs: string; affiliateId: string; body: string; author: string; archivedBy: string | null; archivedTs: string | null }
export type NewAffiliateNote = { body: string }
export type AffiliateDecision = { id: string; kind: "approved" | "suspended" | "reactivated"; reason: string | null; actor: string; recordedAt: string }
export type AffiliateGroup = { id: string; createdTs: string; updatedTs: string; name: string }
export type NewAffiliateGroup = { name: string }
export type AffiliateGroupChange = { name?: string }
export type Coupon = { id: string; createdTs: string; updatedTs: string; code: string; affiliateId: string; affiliateName: string; status: "active" | "inactive" | "archived" }
export type NewCoupon = { code: string; affiliateId: string; status?: "active" | "inactive" }
export type CouponChange = { code?: string; affiliateId?: string; status?: "active" | "inactive" }
export type Tracker = { id: string; createdTs: string; updatedTs: string; affiliateId: string; affiliateName: string; name: string; externalId: string | null; status: "active" | "inactive" | "archived" }
export type NewTracker = { name: string; externalId?: string | null; status?: "active" | "inactive"; affiliateId: string }
export type TrackerChange = { name?: string; externalId?: string | null; status?: "active" | "inactive" }
export type TrackingLink = { id: string; createdTs: string; updatedTs: string; trackerId: string; trackerName: string; affiliateId: string; affiliateName: string; brandId: string; brandName: string; productId: string | null; mediaId: string | null; slug: string; url: string; landingPageUrl: string | null; passThrough: boolean; status: "active" | "inactive" | "archived" }
export type NewTrackingLink = { productId?: string | null; landingPageUrl?: string | null; passThrough?: boolean; trackerId: string; brandId: string; mediaId?: string | null; slug?: string | null }
export type TrackingLinkChange = { productId?: string | null; landingPageUrl?: string | null; passThrough?: boolean; status?: "active" | "inactive" }
export type LegacyLink = { id: string; createdTs: string; updatedTs: string; parameter: "btag" | "stag" | "a_aid" | "path"; value: string; trackingLinkId: string }
export type NewLegacyLink = { parameter: "btag" | "stag" | "a_aid" | "path"; value: string; trackingLinkId: string }
export type Media = { id: string; createdTs: string; updatedTs: string; kind: "banner" | "text" | "html5"; name: string; brandId: string | null; productId: string | null; status: "active" | "inactive" | "archived"; visibility: "all" | "restricted"; groupIds: (string)[]; affiliateIds: (string)[]; text: string | null; landingPageUrl: string | null; width: number | null; height: number | null; contentType: string | null; bytes: number | null; url: string | null }
export type EmbedCode = { html: string; fileUrl: string | null }
export type NewMedia = { name: string; brandId?: string | null; productId?: string | null; status?: "active" | "inactive"; visibility?: "all" | "restricted"; groupIds?: (string)[]; affiliateIds?: (string)[]; landingPageUrl?: string | null; kind: "banner"; content: string; text?: string | null } | { name: string; brandId?: string | null; productId?: string | null; status?: "active" | "inactive"; visibility?: "all" | "restricted"; groupIds?: (string)[]; affiliateIds?: (string)[]; landingPageUrl?: string | null; kind: "text"; text: string } | { name: string; brandId?: string | null; productId?: string | null; status?: "active" | "inactive"; visibility?: "all" | "restricted"; groupIds?: (string)[]; affiliateIds?: (string)[]; landingPageUrl?: string | null; kind: "html5"; html: string; width: number; height: number; text?: string | null }
export type MediaChange = { name?: string; brandId?: string | null; productId?: string | null; status?: "active" | "inactive"; visibility?: "all" | "restricted"; groupIds?: (string)[]; affiliateIds?: (string)[]; landingPageUrl?: string | null; text?: string | null }
export type Click = { clickKey: string; trackingLinkId: string; affiliateId: string; trackerId: string; brandId: string; occurredAt: string; country: string | null; flags: (string)[]; isValid: boolean; agentFamily: string | null; s1: string | null; s2: string | null; s3: string | null; s4: string | null; s5: string | null; s6: string | null; s7: string | null; s8: string | null; s9: string | null; s10: string | null; customParameter: string | null; referringUrl: string | null }
export type Touch = { id: string; customerId: string; carrier: string; clickKey: string | null; affiliateId: string | null; affiliateName: string | null; trackerId: string | null; trackerName: string | null; touchedAt: string | null; outcome: "won" | "lost"; reason: string; recordedAt: string }
export type Assignment = { id: string; createdTs: string; updatedTs: string; planId: string; affiliateId: string | null; affiliateName: string | null; groupId: string | null; groupName: string | null; brandId: string | null; brandName: string | null; productId: string | null; productName: string | null; trackerId: string | null; trackerName: string | null; effectiveFrom: string; effectiveUntil: string | null }
export type CommissionPlan = { id: string; createdTs: string; updatedTs: string; name: string; currency: string; status: "active" | "archived"; version: PlanVersion }
export type PlanVersion = { id: string; createdTs: string; updatedTs: string; version: number; effectiveFrom: string; appliesTo: "new_customers" | "from_date" | "all_open"; noticeDays: number; holdDays: number; components: (Record<string, unknown>)[] }
export type NewCommissionPlan = { name: string; currency?: string; version: NewPlanVersion }
export type NewPlanVersion = { effectiveFrom?: string; appliesTo?: "new_customers" | "from_date" | "all_open"; noticeDays?: number; holdDays?: number; components: (Component)[] }
export type Component = { type: "cpa"; levels: ({ amount: number; requirements?: { minDepositSingle?: number; minDepositTotal?: number; minNetDeposit?: number; minWager?: number; minNetRevenue?: number; minDeposits?: number; countries?: (string)[]; verified?: true; withinDays?: number; withinFrom?: "registration" | "click" | "first_deposit" } })[]; asAdvance?: boolean; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number; rates?: ({ countries?: (string)[]; brands?: (string)[]; products?: (string)[]; trackers?: (string)[]; devices?: ("desktop" | "mobile" | "tablet" | "other")[]; amount?: number; amounts?: (number)[] })[] } | { type: "cpl"; amount: number; requirements?: { minDepositSingle?: number; minDepositTotal?: number; minNetDeposit?: number; minWager?: number; minNetRevenue?: number; minDeposits?: number; countries?: (string)[]; verified?: true; withinDays?: number; withinFrom?: "registration" | "click" | "first_deposit" }; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number; rates?: ({ countries?: (string)[]; brands?: (string)[]; products?: (string)[]; trackers?: (string)[]; devices?: ("desktop" | "mobile" | "tablet" | "other")[]; amount: number })[] } | { type: "cpc"; amount: number; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number; rates?: ({ countries?: (string)[]; brands?: (string)[]; products?: (string)[]; trackers?: (string)[]; devices?: ("desktop" | "mobile" | "tablet" | "other")[]; amount: number })[] } | { type: "revenue_share"; base?: "net_revenue" | "gross_revenue" | "net_deposit" | "wager" | "sale"; rate?: string; tiers?: { metric: "net_revenue" | "gross_revenue" | "deposits" | "sales" | "ftd_count" | "qualified_count" | "sale_count" | "active_customers"; window: "period" | "lifetime" | { days: number }; application: "marginal" | "whole"; scope?: "affiliate_plan" | "brand" | "customer"; demotion?: boolean; bands: ({ from: number; rate: string })[] }; carryover?: { mode: "reset" | "carry"; scope?: "affiliate" | "brand" | "plan" | "product"; what?: "base" | "commission"; cap?: { amount: number } | { averageMonths: number }; expiryMonths?: number }; highRollers?: { threshold: number; expiryMonths?: number }; startsAfterCpa?: boolean; duration?: { months: number; from?: "registration" | "first_deposit" }; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number; rates?: ({ countries?: (string)[]; brands?: (string)[]; products?: (string)[]; trackers?: (string)[]; devices?: ("desktop" | "mobile" | "tablet" | "other")[]; rate: string })[] } | { type: "percent_of_sale"; rate?: string; steps?: ({ rate: string; count?: number })[]; recurring?: boolean | { firstOnly?: boolean; months?: number; count?: number }; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number; rates?: ({ countries?: (string)[]; brands?: (string)[]; products?: (string)[]; trackers?: (string)[]; devices?: ("desktop" | "mobile" | "tablet" | "other")[]; rate: string })[] } | { type: "fixed_per_sale"; amount: number; recurring?: boolean | { firstOnly?: boolean; months?: number; count?: number }; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number; rates?: ({ countries?: (string)[]; brands?: (string)[]; products?: (string)[]; trackers?: (string)[]; devices?: ("desktop" | "mobile" | "tablet" | "other")[]; amount: number })[] } | { type: "period_fee"; amount: number; proration?: boolean; holdDays?: number } | { type: "sub_affiliate"; base?: "commission" | "revenue_share" | "net_revenue" | "qualified_customer"; levels: ({ rate?: string; amount?: number })[]; months?: number; negativesPropagate?: boolean; clawbacksPropagate?: boolean; holdDays?: number; caps?: ({ per?: "customer" | "affiliate" | "plan"; window: "day" | "week" | "month" | "lifetime"; count?: number; amount?: number; action?: "zero" | "reject" })[]; floor?: number } | { type: "bonus"; amount: number; metric: "net_revenue" | "gross_revenue" | "deposits" | "sales" | "ftd_count" | "qualified_count" | "sale_count" | "active_customers"; window?: "period" | "lifetime" | { days: number }; threshold: number; repeats?: "once" | "every_period"; holdDays?: number }
export type CommissionPlanChange = { name?: string }
export type NewAssignment = { affiliateId?: string | null; groupId?: string | null; brandId?: string | null; productId?: string | null; trackerId?: string | null; effectiveFrom?: string }
export type PlanText = { language: "en" | "pt-BR" | "es"; title: string; paragraphs: ({ component: string | null; heading: string; sentences: (string)[] })[]; text: string; textSha256: string }
export type FairnessItem = { topic: string; verdict: "favourable" | "neutral" | "unfavourable"; words: { en: string; "pt-BR": string; es: string } }
export type PlanChange = { component: string | null; topic: string | null; kind: "added" | "removed" | "changed"; words: { en: string; "pt-BR": string; es: string } }
export type PlanPreview = { texts: (PlanText)[]; fairness: (FairnessItem)[]; example: { period: string; words: { en: string; "pt-BR": string; es: string }; components: ({ component: string; words: { en: string; "pt-BR": string; es: string }; amount: number })[]; amount: number } }
export type NewPlanAcceptance = { planId: string; version: number; language: "en" | "pt-BR" | "es"; via: "portal" | "document" | "message"; acceptedAt?: string }
export type PlanAcceptance = { id: string; createdTs: string; updatedTs: string; affiliateId: string; planId: string; version: number; language: "en" | "pt-BR" | "es"; via: "portal" | "document" | "message"; acceptedAt: string; textSha256: string; text: string; createdBy: string }
export type PlanAcceptor = { id: string; createdTs: string; updatedTs: string; affiliateId: string; affiliateName: string; version: number; language: "en" | "pt-BR" | "es"; via: "portal" | "document" | "message"; acceptedAt: string; textSha256: string }
export type NewSimulation = { version?: { components: ({ type: string })[]; holdDays?: number }; affiliateIds?: (string)[]; from: string; to: string }
export type Simulation = { id: string; createdTs: string; updatedTs: string; planId: string; status: "queued" | "running" | "done" | "failed"; error: string | null; finishedTs: string | null; result: { from: string; to: string; currency: string; before: number; after: number; difference: number; winners: number; losers: number; unchanged: number; tierCrossings: number; carryover: { negativeMonths: number; exposure: number; closings: number }; worstMonth: { period: string; before: number; after: number; difference: number } | null; affiliates: ({ affiliateId: string; name: string; before: number; after: number; difference: number; months: ({ period: string; before: number; after: number; difference: number; closings: number })[]; tiers: ({ period: string; component: string; band: number; rate: string })[] })[] } | null }
export type Commission = { id: string; affiliateId: string; affiliateName: string; customerId: string | null; transactionId: string | null; award: string | null; planId: string | null; planVersion: number | null; component: string; amount: number; currency: string; status: "pending" | "approved" | "rejected" | "reversed" | "paid"; reason: string | null; occurredAt: string; recordedAt: string; period: string; relatesToPeriod: string | null; payableFrom: string; reversesId: string | null; statementId: string | null }
export type Explanation = { amount: number; rule: string; because: (Because)[]; plan: { winner: { assignmentId: string | null; planId: string; planName: string; versionId: string; version: number } | null; losers: ({ assignmentId: string; reason: string } | { versionId: string; version: number; reason: string })[] }; words: { en: string; "pt-BR": string; es: string } }
export type Because = { name: string; value: number | string | boolean | null; because?: (Because)[] }
export type Story = { about: string; items: (StoryChapter)[]; nextCursor: string | null }
export type StoryChapter = { kind: "registration" | "event" | "item" | "transaction"; id: string | null; externalId: string | null; type: string; occurredAt: string; receivedAt: string; via: string; state: string; reason: string | null; customerId: string | null; affiliateId: string | null; replacesId: string | null; words: { en: string; "pt-BR": string; es: string }; lines: (StoryLine)[] }
export type StoryLine = { commissionId: string; affiliateId: string; component: string; amount: number; currency: string; status: "pending" | "approved" | "rejected" | "reversed" | "paid"; reason: string | null; payout: "none" | "waiting" | "held" | "payable" | "paid" | "deducted" | "rejected" | "taken_back"; payableFrom: string; words: { en: string; "pt-BR": string; es: string } }
export type Overview = { range: { from: string; to: string }; comparedWith: { from: string; to: string } | null; currency: string; timeZone: string; asOf: string | null; totals: OverviewTotals; totalsCompared: OverviewTotals | null; days: (OverviewDay)[]; daysCompared: (OverviewDay)[] | null; balances: { pending: number; payable: number }; topAffiliates: (OverviewLeader)[]; topBrands: (OverviewLeader)[]; attention: ({ kind: "transactions_pending" | "transactions_failed" | "affiliates_pending" | "payout_runs_pending" | "payouts_failed" | "adjustments_pending" | "periods_unsealed" | "periods_open" | "balances_negative" | "payout_methods_missing" | "gateway_deliveries_failed"; count: number; subject: string | null })[] }
export type OverviewTotals = { clicks: number; uniqueClicks: number; registrations: number; firstDeposits: number; qualified: number; revenue: number; commission: number; payable: number }
export type OverviewDay = { day: string; clicks: number; uniqueClicks: number; registrations: number; firstDeposits: number; qualified: number; revenue: number; commission: number; payable: number }
export type OverviewLeader = { id: string | null; name: string | null; clicks: number; registrations: number; firstDeposits: number; revenue: number; commission: number }
export type Report = { currency: string; asOf: string | null; total: ReportMeasures; items: ({ dimensions: { day?: string | null; week?: string | null; month?: string | null; affiliate?: { id: string; name: string | null } | null; brand?: { id: string; name: string | null } | null; product?: { id: string; name: string | null } | null; tracker?: { id: string; name: string | null } | null; country?: string | null; type?: string | null; component?: string | null }; measures: ReportMeasures })[]; nextCursor: string | null }
export type ReportMeasures = { clicks?: number | null; uniqueClicks?: number | null; validClicks?: number | null; flaggedClicks?: number | null; registrations?: number | null; firstDeposits?: number | null; firstDepositAmount?: number | null; qualified?: number | null; transactions?: number | null; deposits?: number | null; withdrawals?: number | null; sales?: number | null; wagers?: number | null; bonuses?: number | null; grossRevenue?: number | null; netRevenue?: number | null; revenue?: number | null; commissionLines?: number | null; commission?: number | null; commissionPending?: number | null; commissionPayable?: number | null; commissionRejected?: number | null; registrationRate?: number | null; depositRate?: number | null }
export type ReportRecipient = { id: string; name: string; email: string }
export type SavedReport = { id: string; createdTs: string; updatedTs: string; name: string; definition: { dimensions: ("day" | "week" | "month" | "affiliate" | "brand" | "product" | "tracker" | "country" | "type" | "component")[]; measures: ("clicks" | "uniqueClicks" | "validClicks" | "flaggedClicks" | "registrations" | "firstDeposits" | "firstDepositAmount" | "qualified" | "transactions" | "deposits" | "withdrawals" | "sales" | "wagers" | "bonuses" | "grossRevenue" | "netRevenue" | "revenue" | "commissionLines" | "commission" | "commissionPending" | "commissionPayable" | "commissionRejected" | "registrationRate" | "depositRate")[]; filters: { affiliateId?: (string)[]; brandId?: (string)[]; productId?: (string)[]; trackerId?: (string)[]; country?: (string)[]; type?: (string)[]; component?: (string)[] }; sort: string | null; range: string | null }; schedule: "daily" | "weekly" | "monthly" | null; recipientIds: (string)[]; createdBy: string }
export type NewSavedReport = { name: string; definition: { dimensions: ("day" | "week" | "month" | "affiliate" | "brand" | "product" | "tracker" | "country" | "type" | "component")[]; measures: ("clicks" | "uniqueClicks" | "validClicks" | "flaggedClicks" | "registrations" | "firstDeposits" | "firstDepositAmount" | "qualified" | "transactions" | "deposits" | "withdrawals" | "sales" | "wagers" | "bonuses" | "grossRevenue" | "netRevenue" | "revenue" | "commissionLines" | "commission" | "commissionPending" | "commissionPayable" | "commissionRejected" | "registrationRate" | "depositRate")[]; filters?: { affiliateId?: (string)[]; brandId?: (string)[]; productId?: (string)[]; trackerId?: (string)[]; country?: (string)[]; type?: (string)[]; component?: (string)[] }; sort?: string | null; range?: string | null }; schedule?: "daily" | "weekly" | "monthly" | null; recipientIds?: (string)[] }
export type SavedReportChange = { name?: string; definition?: { dimensions: ("day" | "week" | "month" | "affiliate" | "brand" | "product" | "tracker" | "country" | "type" | "component")[]; measures: ("clicks" | "uniqueClicks" | "validClicks" | "flaggedClicks" | "registrations" | "firstDeposits" | "firstDepositAmount" | "qualified" | "transactions" | "deposits" | "withdrawals" | "sales" | "wagers" | "bonuses" | "grossRevenue" | "netRevenue" | "revenue" | "commissionLines" | "commission" | "commissionPending" | "commissionPayable" | "commissionRejected" | "registrationRate" | "depositRate")[]; filters?: { affiliateId?: (string)[]; brandId?: (string)[]; productId?: (string)[]; trackerId?: (string)[]; country?: (string)[]; type?: (string)[]; component?: (string)[] }; sort?: string | null; range?: string | null }; schedule?: "daily" | "weekly" | "monthly" | null; recipientIds?: (string)[] }
export type LedgerAccount = { id: string; kind: string; affiliateId: string | null; brandId: string | null; ownerName: string | null; currency: string; debits: number; credits: number; balance: number }
export type LedgerTransfer = { id: string; debitAccountId: string; creditAccountId: string; debitAccount: { kind: string; ownerName: string | null }; creditAccount: { kind: string; ownerName: string | null }; amount: number; currency: string; kind: string; causeType: string; causeId: string; occurredAt: string; recordedAt: string; period: string; relatesToPeriod: string | null; reversesId: string | null }
export type AffiliateBalance = { affiliateId: string; at: string | null; knownOn: string | null; balances: ({ currency: string; pending: number; payable: number; inTransit: number })[] }
export type NewAdjustment = { affiliateId: string; amount: number; reason: string; note?: string | null; relatesToPeriod?: string | null; brandId?: string | null; customerId?: string | null; transactionId?: string | null }
export type Adjustment = { id: string; createdTs: string; affiliateId: string; affiliateName?: string; amount: number; currency: string; status: "pending" | "approved" | "rejected"; reason: string; note: string | null; relatesToPeriod: string | null; brandId: string | null; customerId: string | null; transactionId: string | null; needsSecondPerson: boolean; createdBy: string; decidedBy: string | null; decidedAt: string | null; rejectionReason: string | null }
export type Period = { id: string; kind: "weekly" | "half_monthly" | "monthly" | "quarterly"; from: string; until: string; firstDay: string; lastDay: string; status: "open" | "calculating" | "review" | "sealed"; closeRequestedBy: string | null; closeRequestedAt: string | null; cutAt: string | null; calculatedAt: string | null; sealedBy: string | null; sealedAt: string | null }
export type PeriodPreview = { period: Period; currency: string; affiliates: number; opening: number; commissions: number; carryover: number; adjustments: number; vat: number; withheld: number; payouts: number; closing: number; payable: number; warnings: ({ code: "negative_balance" | "payout_method_missing" | "unusual_amount" | "unapproved_transactions" | "unprocessed_transactions"; count: number; affiliateIds: (string)[] })[] }
export type Statement = { id: string; createdTs: string; affiliateId: string; affiliateName?: string; period: string; from: string; until: string; status: "review" | "sealed"; currency: string; opening: { pending: number; payable: number; total: number }; commissions: ({ component: string; brandId: string | null; productId: string | null; lines: number; amount: number })[]; carryover: { in: number; out: number }; adjustments: number; tax: { vat: number; withheld: number }; payouts: { sent: number; returned: number }; matured: number; closing: { pending: number; payable: number; total: number }; lineCount: number; linesRoot: string; previousId: string | null; hash: string }
export type StatementLine = { id: string; section: "commission" | "carryover" | "adjustment" | "vat" | "withheld" | "payout"; kind: string; amount: number; account: "pending" | "payable"; occurredAt: string; recordedAt: string; relatesToPeriod: string | null; causeType: string; causeId: string; component: string | null; brandId: string | null; productId: string | null; customerId: string | null; transactionId: string | null; exchange: { amount: number; currency: string; rate: number; source: string; from: string } | null }
export type StatementFile = { format: "fairshare-statement-file/1"; statement: StatementDocument; inclusion: Inclusion; seal: { document: PeriodSeal; keyId: string; signature: string }; keys: ({ id: string; publicKey: string; endorsement: { keyId: string; signature: string } | null })[]; lines: (FiledLine)[] }
export type StatementDocument = { format: "fairshare-statement/1"; id: string; programId: string; affiliateId: string; isTest: boolean; period: { name: string; from: string; until: string; timeZone: string }; currency: string; previous: string | null; opening: { pending: string; payable: string; total: string }; commissions: ({ component: string; brandId: string | null; productId: string | null; lines: number; amount: string })[]; carryover: { in: string; out: string }; adjustments: string; tax: { vat: string; withheld: string }; payouts: { sent: string; returned: string }; matured: string; closing: { pending: string; payable: string; total: string }; lines: { count: number; root: string } }
export type Inclusion = { index: number; path: (string)[] }
export type PeriodSeal = { format: "fairshare-period/1"; programId: string; isTest: boolean; period: { name: string; from: string; until: string; timeZone: string }; currency: string; previous: string | null; statements: { count: number; root: string }; totals: { opening: string; closing: string; lines: number }; book: { sequence: string; seal: string }; keyId: string; sealedAt: string }
export type FiledLine = { leaf: string; line: { transferId: string; section: "commission" | "carryover" | "adjustment" | "vat" | "withheld" | "payout"; kind: string; amount: string; account: "pending" | "payable"; occurredAt: string; recordedAt: string; relatesToPeriod: string | null; causeType: string; causeId: string; component: string | null; brandId: string | null; productId: string | null; customerId: string | null; transactionId: string | null; exchange: { amount: string; currency: string; rate: string; source: string; from: string } | null } }
export type LineProof = { format: "fairshare-line-proof/1"; statement: StatementDocument; inclusion: Inclusion; seal: { document: PeriodSeal; keyId: string; signature: string }; keys: ({ id: string; publicKey: string; endorsement: { keyId: string; signature: string } | null })[]; line: FiledLine; lineInclusion: Inclusion }
export type SigningKey = { id: string; createdTs: string; createdBy: string; retiredAt: string | null; publicKey: string; fingerprint: string; endorsedBy: string | null }
export type NewSigningKey = { reason: string }
export type NewLegalEntity = { name: string; address: string; country: string; taxId?: string | null; prefix: string; nextInvoiceNumber?: number; nextCreditNoteNumber?: number; isDefault?: boolean }
export type LegalEntity = { id: string; createdTs: string; updatedTs: string; name: string; address: string; country: string; taxId: string | null; prefix: string; nextInvoiceNumber: number; nextCreditNoteNumber: number; hasIssued: boolean; isDefault: boolean }
export type ChangedLegalEntity = { name?: string; address?: string; country?: string; taxId?: string | null; prefix?: string; nextInvoiceNumber?: number; nextCreditNoteNumber?: number; isDefault?: boolean }
export type NewTaxProfile = { affiliateId: string; legalName: string; address: string; country: string; taxId?: string | null; vatRate?: string; reverseCharge?: boolean; withholdingRate?: string; invoicing: "self_billed" | "uploaded" | "none"; legalEntityId?: string | null }
export type TaxProfile = { id: string; createdTs: string; affiliateId: string; affiliateName?: string; legalName: string | null; address: string | null; country: string | null; taxId: string | null; vatRate: string; reverseCharge: boolean; withholdingRate: string; invoicing: "self_billed" | "uploaded" | "none"; legalEntityId: string | null; createdBy: string }
export type Invoice = { id: string; issuedAt: string; kind: "invoice" | "credit_note"; number: string; legalEntityId: string; affiliateId: string; affiliateName?: string; statementId: string; period: string; currency: string; net: number; vat: number; gross: number; withheld: number; payable: number; hash: string }
export type NewAffiliateInvoice = { affiliateId: string; statementId: string; number: string; issuedOn: string; net: number; vat: number; total: number; currency: string; fileName?: string | null; content?: string | null }
export type AffiliateInvoice = { id: string; createdTs: string; affiliateId: string; affiliateName?: string; statementId: string; number: string; issuedOn: string; currency: string; net: number; vat: number; total: number; status: "matched" | "mismatch" | "accepted" | "rejected"; differences: ("currency" | "net" | "vat" | "total" | "sum")[]; expected: { currency: string; net: number; vat: number; total: number }; fileName: string | null; hasContent: boolean; createdBy: string; decidedBy: string | null; decidedAt: string | null; decisionReason: string | null }
export type PayoutMethod = { id: string; createdTs: string; updatedTs: string; affiliateId: string; kind: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; currency: string; label: string | null; hint: string; status: "payable" | "held" | "archived"; isDefault: boolean; heldUntil: string | null; replacesId: string | null; sharedWith: number; createdBy: string; archivedAt: string | null }
export type ToldPayoutMethod = { id: string; createdTs: string; updatedTs: string; affiliateId: string; kind: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; currency: string; label: string | null; hint: string; status: "payable" | "held" | "archived"; isDefault: boolean; heldUntil: string | null; replacesId: string | null; sharedWith: number; createdBy: string; archivedAt: string | null; events: ({ kind: "created" | "replaced" | "made_default" | "relabelled" | "revealed" | "archived"; actor: string; proof: "operator" | "fresh_sign_in" | null; reason: string | null; recordedAt: string })[] }
export type NewPayoutMethod = { affiliateId: string; kind: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; currency?: string; label?: string | null; details: { holderName: string; iban?: string; bic?: string; country?: string; accountNumber?: string; bankCode?: string } | { keyType: "cpf" | "cnpj" | "email" | "phone" | "random"; key: string; holderName: string; taxId?: string } | { email: string } | { email?: string; account?: string } | { network: "bitcoin" | "ethereum" | "polygon" | "bsc" | "arbitrum" | "optimism" | "base" | "tron"; address: string; asset?: string } | { instructions: string }; makeDefault?: true; reason: string }
export type PayoutMethodChange = { label?: string | null; makeDefault?: true; currency?: string; details?: { holderName: string; iban?: string; bic?: string; country?: string; accountNumber?: string; bankCode?: string } | { keyType: "cpf" | "cnpj" | "email" | "phone" | "random"; key: string; holderName: string; taxId?: string } | { email: string } | { email?: string; account?: string } | { network: "bitcoin" | "ethereum" | "polygon" | "bsc" | "arbitrum" | "optimism" | "base" | "tron"; address: string; asset?: string } | { instructions: string }; reason?: string }
export type PayoutDetails = { kind: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; details: Record<string, string | null> }
export type PayoutRun = { id: string; createdTs: string; updatedTs: string; status: "preparing" | "draft" | "empty" | "approved" | "instructed" | "cancelled"; cause: "user" | "schedule"; scheduledFor: string | null; throughPeriod: string | null; affiliateIds: (string)[] | null; currency: string | null; preparedBy: string; approvedBy: string | null; approvedAt: string | null; cancelledBy: string | null; cancelledAt: string | null; cancellationReason: string | null; payouts: ({ status: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled"; count: number; amount: number; currency: string; paidAmount: number; paidCurrency: string })[]; leftOut: Record<string, number>; files: ({ id: string; rail: string; messageId: string; fileName: string; contentType: string; sha256: string; payouts: number; createdBy: string; createdTs: string })[] }
export type PayoutPreview = { affiliateId: string; affiliateName?: string; reason: "nothing_payable" | "negative_balance" | "in_flight" | "below_minimum" | "method_missing" | "method_held" | "blocked" | "suspended" | "erased" | "invoice_missing" | "invoice_mismatch" | "rate_missing" | "rate_stale" | "amount_out_of_range" | null; amount: number; missing: { amount: number; currency: string } | null; heldUntil: string | null; nextPayoutDate: string | null; note: string | null; paid: { amount: number; currency: string; payoutMethodId: string; methodKind: string } | null }
export type LeftOut = { affiliateId: string; affiliateName?: string; reason: "nothing_payable" | "negative_balance" | "in_flight" | "below_minimum" | "method_missing" | "method_held" | "blocked" | "suspended" | "erased" | "invoice_missing" | "invoice_mismatch" | "rate_missing" | "rate_stale" | "amount_out_of_range"; amount: number; missing: { amount: number; currency: string } | null; heldUntil: string | null; nextPayoutDate: string | null; note: string | null }
export type NewPayoutRun = { throughPeriod?: string; affiliateIds?: (string)[]; currency?: string }
export type PayoutInstruction = { rail: "csv" | "sepa" | "pix" | "webhook" | "manual"; payoutIds?: (string)[]; executionDate?: string }
export type PayoutFile = { id: string; rail: string; messageId: string; fileName: string; contentType: string; sha256: string; payouts: number; createdBy: string; createdTs: string; content: string }
export type Payout = { id: string; createdTs: string; updatedTs: string; runId: string; affiliateId: string; affiliateName?: string; amount: number; currency: string; paidAmount: number; paidCurrency: string; rate: { rate: string; source: string; effectiveFrom: string } | null; status: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled"; payoutMethodId: string; methodKind: string; methodHint: string; rail: string | null; endToEndId: string; externalId: string | null; notSentReason: string | null; instruction: { state: "stored" | "sent" | "unknown" | "accepted" | "refused"; detail: string | null } | null }
export type DetailedPayout = { id: string; createdTs: string; updatedTs: string; runId: string; affiliateId: string; affiliateName?: string; amount: number; currency: string; paidAmount: number; paidCurrency: string; rate: { rate: string; source: string; effectiveFrom: string } | null; status: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled"; payoutMethodId: string; methodKind: string; methodHint: string; rail: string | null; endToEndId: string; externalId: string | null; notSentReason: string | null; instruction: { state: "stored" | "sent" | "unknown" | "accepted" | "refused"; detail: string | null } | null; events: ({ id: string; kind: string; actor: string; reason: string | null; externalId: string | null; recordedAt: string })[]; composition: { parts: ({ component: string; brandId: string | null; lines: number; amount: number })[]; other: number } }
export type PayoutLine = { id: string; transactionId: string | null; customerId: string | null; brandId: string | null; component: string; amount: number; currency: string; occurredAt: string; period: string; isReleased: boolean }
export type PayoutBlock = { id: string; affiliateId: string; kind: "set" | "lifted"; reason: string; actor: string; recordedAt: string }
export type PayoutMinimum = { currency: string; methodKind: string; minimum: number; updatedTs: string }
export type PayoutMinimumChange = { currency: string; methodKind: "any" | "bank" | "pix" | "paypal" | "wise" | "crypto" | "other"; minimum: number | null }
export type PayoutFreeze = { frozen: boolean; frozenAt: string | null; frozenBy: string | null; reason: string | null; unknownPayouts: number }
export type NewPayingAccount = { kind: "sepa" | "pix" | "webhook"; name: string; details: Record<string, string | null> }
export type IssuedPayingAccount = { id: string; createdTs: string; updatedTs: string; kind: "sepa" | "pix" | "webhook"; name: string; hint: string; isDefault: boolean; archivedTs: string | null; createdBy: string; secret: string | null }
export type PayingAccount = { id: string; createdTs: string; updatedTs: string; kind: "sepa" | "pix" | "webhook"; name: string; hint: string; isDefault: boolean; archivedTs: string | null; createdBy: string }
export type PayingAccountChange = { name?: string; makeDefault?: true }
export type NewPayoutReconciliation = { format: "csv" | "pain.002" | "camt" | "cnab240"; content: string; fileName?: string | null }
export type PayoutReconciliation = { id: string; createdTs: string; format: "csv" | "pain.002" | "camt" | "cnab240"; fileName: string | null; sha256: string; lines: number; applied: number; unchanged: number; discrepancies: number; errors: number; ignored: number; createdBy: string }
export type PayoutReconciliationLine = { number: number; place: string; endToEndId: string | null; amount: number | null; currency: string | null; told: "accepted" | "settled" | "failed" | "returned" | null; externalId: string | null; bankReason: string | null; payoutId: string | null; outcome: "applied" | "unchanged" | "discrepancy" | "error" | "ignored"; code: string | null; message: string | null }
export type NewImport = { kind: "customers" | "transactions" | "affiliates" | "coupons" | "legacy_links"; fileName?: string | null; content: string; parts?: number; encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" }
export type Import = { id: string; createdTs: string; kind: "customers" | "transactions" | "affiliates" | "coupons" | "legacy_links"; fileName: string | null; status: "uploading" | "ready" | "reading" | "taking" | "settling" | "done" | "failed" | "cancelled"; bytes: number; parts: number; encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | null; delimiter: string; heading: (string)[] | null; mapping: Record<string, string | null> | null; numRows: number; numImported: number; numDuplicates: number; numWaiting: number; numFailed: number; error: { code: string; message: string } | null; createdBy: string; startedBy: string | null; startedTs: string | null; finishedTs: string | null }
export type NewImportPart = { number: number; content: string }
export type ImportPreview = { kind: "customers" | "transactions" | "affiliates" | "coupons" | "legacy_links"; fields: ({ name: string; type: "text" | "number" | "flag" | "json"; isRequired: boolean })[]; heading: (string)[]; delimiter: string; encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | null; mapping: Record<string, string | null>; isProposed: boolean; ignoredColumns: (string)[]; numLookedAt: number; numReady: number; numRefused: number; isWholeFile: boolean; rows: ({ line: number; key: string | null; values: Record<string, unknown> | null; errors: ({ path: string; code: string; message: string })[] })[]; refused: ({ line: number; key: string | null; code: string; message: string; errors: ({ path: string; code: string; message: string })[] })[] }
export type ImportLine = { line: number; key: string | null; outcome: "imported" | "duplicate" | "waiting" | "failed" | "skipped" | null; code: string | null; message: string | null }
export type ImportStart = { mapping?: Record<string, string | null>; delimiter?: string }
export type Gateway = { kind: string; name: string; enabled: boolean; allowMetadata: boolean; allowCoupon: boolean; webhookUrl: string; secrets: ({ name: string; about: string; count: number | null })[]; updatedTs: string | null }
export type GatewaySetUp = { enabled: boolean; allowMetadata?: boolean; allowCoupon?: boolean; secrets?: Record<string, (string)[]> }
export type GatewayDelivery = { id: string; kind: string; eventId: string | null; eventType: string | null; outcome: "applied" | "ignored" | "refused" | "failed"; reason: string | null; signed: boolean; receivedTs: string; replays: number; replayedTs: string | null; payment: { state: "named" | "free" | "waiting" | "unattributed" | "converted"; orderId: string | null; affiliateId: string | null } | null }
export type GatewayDeliveryWithPayload = { id: string; kind: string; eventId: string | null; eventType: string | null; outcome: "applied" | "ignored" | "refused" | "failed"; reason: string | null; signed: boolean; receivedTs: string; replays: number; replayedTs: string | null; payment: { state: "named" | "free" | "waiting" | "unattributed" | "converted"; orderId: string | null; affiliateId: string | null } | null; payload: string }
export type NewWebhook = { url: string; description?: string | null; eventKinds?: ("affiliate.applied" | "affiliate.approved" | "affiliate.suspended" | "affiliate.reactivated" | "period.closing" | "period.calculated" | "period.sealed" | "payout_run.prepared" | "payout.approved" | "payout.instructed" | "payout.settled" | "payout.failed" | "payout.returned" | "payout.cancelled" | "payout.unknown" | "payout.late_answer" | "payout_method.changed" | "payout_method.shared" | "payout_block.set" | "payout_block.lifted" | "payouts.frozen" | "payouts.unfrozen" | "payout_reconciliation.uploaded" | "invoice.issued" | "invoice.uploaded" | "invoice.accepted" | "invoice.rejected" | "tax_profile.changed" | "signing_key.rotated")[] }
export type IssuedWebhook = { id: string; createdTs: string; updatedTs: string; url: string; description: string | null; eventKinds: (string)[]; status: "active" | "paused" | "archived"; secretHint: string | null; formerSecretUntil: string | null; createdBy: string; secret: string }
export type WebhookChange = { url?: string; description?: string | null; eventKinds?: ("affiliate.applied" | "affiliate.approved" | "affiliate.suspended" | "affiliate.reactivated" | "period.closing" | "period.calculated" | "period.sealed" | "payout_run.prepared" | "payout.approved" | "payout.instructed" | "payout.settled" | "payout.failed" | "payout.returned" | "payout.cancelled" | "payout.unknown" | "payout.late_answer" | "payout_method.changed" | "payout_method.shared" | "payout_block.set" | "payout_block.lifted" | "payouts.frozen" | "payouts.unfrozen" | "payout_reconciliation.uploaded" | "invoice.issued" | "invoice.uploaded" | "invoice.accepted" | "invoice.rejected" | "tax_profile.changed" | "signing_key.rotated")[]; status?: "active" | "paused" }
export type Webhook = { id: string; createdTs: string; updatedTs: string; url: string; description: string | null; eventKinds: (string)[]; status: "active" | "paused" | "archived"; secretHint: string | null; formerSecretUntil: string | null; createdBy: string }
export type ClickDomain = { host: string; createdTs: string | null; status: "pending" | "verified"; verifiedTs: string | null; checkedTs: string | null; record: { type: "TXT"; name: string; value: string } }
export type NewClickDomain = { host: string }
export type Portal = { slug: string; host: string | null; hostVerification: { status: "pending" | "verified"; verifiedTs: string | null; checkedTs: string | null; record: { type: "TXT"; name: string; value: string } } | null; url: string; title: string | null; introduction: string | null; terms: string | null; termsChangedTs: string | null; accentColor: string | null; supportEmail: string | null; defaultLanguage: "en" | "pt-BR" | "es"; selfSignUp: boolean; autoApprove: boolean; hasLogo: boolean }
export type PortalChange = { slug?: string; host?: string | null; title?: string | null; introduction?: string | null; terms?: string | null; accentColor?: string | null; supportEmail?: string | null; defaultLanguage?: "en" | "pt-BR" | "es"; selfSignUp?: boolean; autoApprove?: boolean }
export type PortalUser = { id: string; createdTs: string; updatedTs: string; affiliateId: string; name: string; email: string; role: "owner" | "member" | "viewer"; mayChangePayouts: boolean; hasSecondFactor: boolean; disabledTs: string | null; lastSignedInTs: string | null }
export type PortalInvitation = { id: string; createdTs: string; expiresTs: string; email: string; role: "owner" | "member" | "viewer"; mayChangePayouts: boolean }
export type NewPortalUser = { email: string; role?: "owner" | "member" | "viewer"; mayChangePayouts?: boolean }
export type PortalUserChange = { disabled?: boolean; role?: "owner" | "member" | "viewer"; mayChangePayouts?: boolean }
export type PortalEntrance = { url: string; expiresTs: string }
export type ApiKey = { id: string; createdTs: string; updatedTs: string; name: string; hint: string; permissions: Record<string, "read" | "write">; expiresTs: string | null; lastUsedTs: string | null; revokedTs: string | null; createdBy: string }
export type NewApiKey = { name: string; permissions: Record<string, "read" | "write">; expiresTs?: string | null }
export type IssuedApiKey = { id: string; createdTs: string; updatedTs: string; name: string; hint: string; permissions: Record<string, "read" | "write">; expiresTs: string | null; lastUsedTs: string | null; revokedTs: string | null; createdBy: string; key: string }
export type ApiKeyChange = { name?: string; permissions?: Record<string, "read" | "write">; expiresTs?: string | null }
export type User = { id: string; createdTs: string; updatedTs: string; name: string; email: string; role: "owner" | "admin" | "manager" | "finance" | "viewer"; programIds: (string)[] | null; language: "en" | "pt-BR" | "es" | null; hasPassword: boolean; hasSecondFactor: boolean; lastSeenTs: string | null; isDisabled: boolean }
export type UserChange = { role?: "owner" | "admin" | "manager" | "finance" | "viewer"; programIds?: (string)[] | null; isDisabled?: boolean }
export type Invitation = { id: string; createdTs: string; email: string; role: "owner" | "admin" | "manager" | "finance" | "viewer"; programIds: (string)[] | null; status: "open" | "accepted" | "withdrawn" | "expired"; expiresTs: string; createdBy: string }
export type NewInvitation = { email: string; role: "owner" | "admin" | "manager" | "finance" | "viewer"; programIds?: (string)[] | null; language?: "en" | "pt-BR" | "es" }
export type Mail = { id: string; createdTs: string; to: string; template: string; language: "en" | "pt-BR" | "es"; subject: string; status: "waiting" | "sent" | "failed"; attempts: number; error: string | null; sentTs: string | null }
export type MailWithText = { id: string; createdTs: string; to: string; template: string; language: "en" | "pt-BR" | "es"; subject: string; status: "waiting" | "sent" | "failed"; attempts: number; error: string | null; sentTs: string | null; text: string | null }
export type AuditEntry = { id: string; actor: string; action: string; subjectType: string; subjectId: string | null; details: Record<string, unknown>; recordedAt: string }
export type Problem = { type: string; title: string; status: number; detail: string; code: string; errors: (FieldError)[]; requestId: string }
export type FieldError = { path: string; code: string; message: string }

export interface OperatorApi {
  /** List customers */
  'GET /customer': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; search?: string | number | undefined; externalId?: string | number | undefined; brandId?: string | number | undefined; affiliateId?: string | number | undefined; trackerId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined; isVerified?: "true" | "false" | undefined; updatedSince?: string | number | undefined }; body: undefined; answer: { items: (Customer)[]; nextCursor: string | null } }
  /** Register a customer */
  'POST /customer': { params: undefined; query: undefined; body: { externalId: string; registrationDate: string; brandId?: string | null; externalBrandId?: string | null; username?: string | null; country?: string | null; revShareExcluded?: boolean | null; cpaExcluded?: boolean | null; category?: string | null; label?: string | null; customParameter?: string | null; referringUrl?: string | null; clickId?: string | null; clickKey?: string | null; country_code?: string | null; registerIp?: string | null; couponCode?: string | null; referralCode?: string | null }; answer: Customer }
  /** Read a customer */
  'GET /customer/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Customer }
  /** Change a customer */
  'PUT /customer/{id}': { params: { id: string }; query: undefined; body: { username?: string | null; country?: string | null; country_code?: string | null; revShareExcluded?: boolean | null; cpaExcluded?: boolean | null; category?: string | null; label?: string | null; isVerified?: boolean | null }; answer: Customer }
  /** Change a customer */
  'PATCH /customer/{id}': { params: { id: string }; query: undefined; body: { username?: string | null; country?: string | null; country_code?: string | null; revShareExcluded?: boolean | null; cpaExcluded?: boolean | null; category?: string | null; label?: string | null; isVerified?: boolean | null }; answer: Customer }
  /** Import customers */
  'POST /customer/import': { params: undefined; query: undefined; body: { items: ({ externalId: string; registrationDate: string; brandId?: string | null; externalBrandId?: string | null; username?: string | null; country?: string | null; revShareExcluded?: boolean | null; cpaExcluded?: boolean | null; category?: string | null; label?: string | null; customParameter?: string | null; referringUrl?: string | null; affiliateExternalId?: string | null; externalTrackerId?: string | null })[] }; answer: { numImported: number; numDuplicates: number; numFailed: number; firstFailureId: string | null; firstFailureMessage: string | null; failures: ({ index: number; externalId: string | null; code: string; message: string })[] } }
  /** List to whom a customer was given */
  'GET /customer/{id}/re-attribution': { params: { id: string }; query: undefined; body: undefined; answer: { items: (Reattribution)[] } }
  /** Give a customer to another affiliate */
  'POST /customer/{id}/re-attribution': { params: { id: string }; query: undefined; body: NewReattribution; answer: Reattribution }
  /** List the decisions about the qualification of a customer */
  'GET /customer/{id}/disqualification': { params: { id: string }; query: undefined; body: undefined; answer: { items: (Disqualification)[] } }
  /** Keep a customer from qualifying */
  'POST /customer/{id}/disqualification': { params: { id: string }; query: undefined; body: NewDisqualification; answer: Disqualification }
  /** Let a customer qualify again */
  'DELETE /customer/{id}/disqualification': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** How far a customer is on the way to a CPA */
  'GET /customer/{id}/qualification': { params: { id: string }; query: undefined; body: undefined; answer: { items: (Qualification)[] } }
  /** List transactions */
  'GET /transaction': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; externalId?: string | number | undefined; brandId?: string | number | undefined; affiliateId?: string | number | undefined; trackerId?: string | number | undefined; customerId?: string | number | undefined; type?: string | number | undefined; isVerified?: "true" | "false" | undefined; from?: string | number | undefined; to?: string | number | undefined; updatedSince?: string | number | undefined; status?: "pending" | "approved" | "paid" | "rejected" | "moved" | undefined }; body: undefined; answer: { items: (Transaction)[]; nextCursor: string | null } }
  /** Send one transaction */
  'POST /transaction': { params: undefined; query: undefined; body: TransactionInput; answer: { batchId: string; accepted: number } }
  /** Send up to 10,000 transactions */
  'POST /transaction/bulk': { params: undefined; query: undefined; body: (TransactionInput)[] | { items: (TransactionInput)[] }; answer: { batchId: string; accepted: number } }
  /** List transactions that wait for approval */
  'GET /transaction/pending': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; externalId?: string | number | undefined; brandId?: string | number | undefined; affiliateId?: string | number | undefined; trackerId?: string | number | undefined; customerId?: string | number | undefined; type?: string | number | undefined; isVerified?: "true" | "false" | undefined; from?: string | number | undefined; to?: string | number | undefined; updatedSince?: string | number | undefined }; body: undefined; answer: { items: (Transaction)[]; nextCursor: string | null } }
  /** List batches */
  'GET /transaction/batch': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (TransactionBatch)[]; nextCursor: string | null } }
  /** Read the state of a batch */
  'GET /transaction/batch/{id}': { params: { id: string }; query: undefined; body: undefined; answer: { id: string; accepted: number; queued: number; processed: number; pendingApproval: number; failed: number; duplicates: number; failures: ({ index: number; externalId: string | null; code: string; message: string })[] } }
  /** List items that failed or wait */
  'GET /transaction/failure': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; state?: "waiting" | "failed" | "discarded" | "replaced" | "resolved" | undefined }; body: undefined; answer: { items: (TransactionFailure)[]; nextCursor: string | null } }
  /** Try a failed item again */
  'POST /transaction/failure/{id}/retry': { params: { id: string }; query: undefined; body: undefined; answer: TransactionFailure }
  /** Give a failed item up */
  'POST /transaction/failure/{id}/discard': { params: { id: string }; query: undefined; body: undefined; answer: TransactionFailure }
  /** Approve a pending transaction */
  'POST /transaction/{id}/approval': { params: { id: string }; query: undefined; body: { reason?: string | null }; answer: Transaction }
  /** Approve many pending transactions */
  'POST /transaction/approval': { params: undefined; query: undefined; body: { ids: (string)[]; reason?: string | null }; answer: { decided: number } }
  /** Reject a pending or approved transaction */
  'POST /transaction/{id}/rejection': { params: { id: string }; query: undefined; body: { reason: string }; answer: Transaction }
  /** Reject many pending or approved transactions */
  'POST /transaction/rejection': { params: undefined; query: undefined; body: { ids: (string)[]; reason: string }; answer: { decided: number } }
  /** Read a transaction */
  'GET /transaction/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Transaction }
  /** Read the program's settings */
  'GET /program': { params: undefined; query: undefined; body: undefined; answer: Program }
  /** Add a program to the operator */
  'POST /program': { params: undefined; query: undefined; body: NewProgram; answer: AddedProgram }
  /** Change the program's settings */
  'PATCH /program': { params: undefined; query: undefined; body: ProgramChange; answer: Program }
  /** Read the HTML that puts the tracking script on a page */
  'GET /program/snippet': { params: undefined; query: undefined; body: undefined; answer: Snippet }
  /** Move a test program's clock */
  'POST /program/test-clock': { params: undefined; query: undefined; body: TestClockMove; answer: Program }
  /** Read the program's logo */
  'GET /program/logo': { params: undefined; query: undefined; body: undefined; answer: Blob }
  /** Set the program's logo */
  'PUT /program/logo': { params: undefined; query: undefined; body: ProgramLogo; answer: undefined }
  /** Take the program's logo away */
  'DELETE /program/logo': { params: undefined; query: undefined; body: undefined; answer: undefined }
  /** Read the operator */
  'GET /operator': { params: undefined; query: undefined; body: undefined; answer: Operator }
  /** Change the operator's billing plan */
  'PATCH /operator': { params: undefined; query: undefined; body: OperatorChange; answer: Operator }
  /** Register a conversion by hand */
  'POST /conversion': { params: undefined; query: undefined; body: { affiliateId?: string; referralCode?: string; orderId: string; orderValue: number; currency?: string; customerId?: string; customerEmail?: string; customerName?: string; product?: string; occurredAt?: string; note?: string }; answer: Event }
  /** List events */
  'GET /event': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "conversion" | "lead" | "page_view" | undefined; outcome?: "recorded" | "converted" | "unattributed" | "duplicate" | undefined; reason?: "campaign_paused" | "affiliate_unknown" | "affiliate_inactive" | "brand_unknown" | "fx_rate_missing" | "reported_by_page" | undefined; orderId?: string | number | undefined; affiliateId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (Event)[]; nextCursor: string | null } }
  /** List exchange rates */
  'GET /fx-rate': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; currency?: string | number | undefined }; body: undefined; answer: { items: (FxRate)[]; nextCursor: string | null } }
  /** Add an exchange rate */
  'POST /fx-rate': { params: undefined; query: undefined; body: NewFxRate; answer: FxRate }
  /** Import the European Central Bank's reference rates */
  'POST /fx-rate/import': { params: undefined; query: undefined; body: FxRateImport; answer: FxRateImported }
  /** List brands */
  'GET /brand': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; externalId?: string | number | undefined; status?: "active" | "inactive" | "archived" | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (Brand)[]; nextCursor: string | null } }
  /** Add a brand */
  'POST /brand': { params: undefined; query: undefined; body: NewBrand; answer: Brand }
  /** Read a brand */
  'GET /brand/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Brand }
  /** Change a brand */
  'PATCH /brand/{id}': { params: { id: string }; query: undefined; body: BrandChange; answer: Brand }
  /** Archive a brand */
  'DELETE /brand/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** Work deductions out for an example */
  'POST /brand/deduction-example': { params: undefined; query: undefined; body: DeductionExample; answer: WorkedDeductions }
  /** List products */
  'GET /product': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; brandId?: string | number | undefined; externalId?: string | number | undefined; status?: "active" | "inactive" | "archived" | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (Product)[]; nextCursor: string | null } }
  /** Add a product */
  'POST /product': { params: undefined; query: undefined; body: NewProduct; answer: Product }
  /** Read a product */
  'GET /product/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Product }
  /** Change a product */
  'PATCH /product/{id}': { params: { id: string }; query: undefined; body: ProductChange; answer: Product }
  /** Archive a product */
  'DELETE /product/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List affiliates */
  'GET /affiliate': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; externalId?: string | number | undefined; groupId?: string | number | undefined; parentAffiliateId?: string | number | undefined; country?: string | number | undefined; status?: "pending" | "active" | "inactive" | "suspended" | "archived" | undefined; from?: string | number | undefined; to?: string | number | undefined; search?: string | number | undefined; sort?: "-created" | "created" | "name" | "-name" | "-balance" | "balance" | undefined; figures?: "true" | "false" | undefined }; body: undefined; answer: { items: (ListedAffiliate)[]; nextCursor: string | null } }
  /** Add an affiliate */
  'POST /affiliate': { params: undefined; query: undefined; body: NewAffiliate; answer: Affiliate }
  /** Read an affiliate */
  'GET /affiliate/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Affiliate }
  /** Change an affiliate */
  'PATCH /affiliate/{id}': { params: { id: string }; query: undefined; body: AffiliateChange; answer: Affiliate }
  /** Archive an affiliate */
  'DELETE /affiliate/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List the parents of an affiliate */
  'GET /affiliate/{id}/parent': { params: { id: string }; query: undefined; body: undefined; answer: { items: (AffiliateParent)[] } }
  /** List the recruits of an affiliate */
  'GET /affiliate/{id}/recruit': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined; levels?: string | number | undefined }; body: undefined; answer: { items: (Recruit)[]; nextCursor: string | null } }
  /** What an affiliate comes to */
  'GET /affiliate/{id}/summary': { params: { id: string }; query: undefined; body: undefined; answer: AffiliateSummary }
  /** Which plans apply to an affiliate */
  'GET /affiliate/{id}/plan': { params: { id: string }; query: undefined; body: undefined; answer: { items: (EffectivePlan)[] } }
  /** List the assignments that name an affiliate */
  'GET /affiliate/{id}/assignment': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (AffiliateAssignment)[]; nextCursor: string | null } }
  /** List the notes about an affiliate */
  'GET /affiliate/{id}/note': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined; archived?: "true" | "false" | undefined }; body: undefined; answer: { items: (AffiliateNote)[]; nextCursor: string | null } }
  /** Add a note about an affiliate */
  'POST /affiliate/{id}/note': { params: { id: string }; query: undefined; body: NewAffiliateNote; answer: AffiliateNote }
  /** Archive a note */
  'POST /affiliate/{id}/note/{noteId}/archive': { params: { id: string; noteId: string }; query: undefined; body: undefined; answer: AffiliateNote }
  /** Approve an affiliate that is pending */
  'POST /affiliate/{id}/approval': { params: { id: string }; query: undefined; body: { reason?: string | null }; answer: Affiliate }
  /** Approve many affiliates that are pending */
  'POST /affiliate/approval': { params: undefined; query: undefined; body: { ids: (string)[]; reason?: string | null }; answer: { decided: number } }
  /** Suspend an affiliate that is pending, active or inactive */
  'POST /affiliate/{id}/suspension': { params: { id: string }; query: undefined; body: { reason: string }; answer: Affiliate }
  /** Suspend many affiliates that are pending, active or inactive */
  'POST /affiliate/suspension': { params: undefined; query: undefined; body: { ids: (string)[]; reason: string }; answer: { decided: number } }
  /** Reactivate an affiliate that is suspended or inactive */
  'POST /affiliate/{id}/reactivation': { params: { id: string }; query: undefined; body: { reason?: string | null }; answer: Affiliate }
  /** Reactivate many affiliates that are suspended or inactive */
  'POST /affiliate/reactivation': { params: undefined; query: undefined; body: { ids: (string)[]; reason?: string | null }; answer: { decided: number } }
  /** List what was decided about an affiliate */
  'GET /affiliate/{id}/decision': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (AffiliateDecision)[]; nextCursor: string | null } }
  /** Erase an affiliate as a person */
  'POST /affiliate/{id}/erasure': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List affiliate groups */
  'GET /affiliate-group': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (AffiliateGroup)[]; nextCursor: string | null } }
  /** Add an affiliate group */
  'POST /affiliate-group': { params: undefined; query: undefined; body: NewAffiliateGroup; answer: AffiliateGroup }
  /** Read an affiliate group */
  'GET /affiliate-group/{id}': { params: { id: string }; query: undefined; body: undefined; answer: AffiliateGroup }
  /** Rename an affiliate group */
  'PATCH /affiliate-group/{id}': { params: { id: string }; query: undefined; body: AffiliateGroupChange; answer: AffiliateGroup }
  /** Remove an affiliate group */
  'DELETE /affiliate-group/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List coupons */
  'GET /coupon': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; code?: string | number | undefined; affiliateId?: string | number | undefined; status?: "active" | "inactive" | "archived" | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (Coupon)[]; nextCursor: string | null } }
  /** Make a code of the shop stand for an affiliate */
  'POST /coupon': { params: undefined; query: undefined; body: NewCoupon; answer: Coupon }
  /** Read a coupon */
  'GET /coupon/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Coupon }
  /** Change a coupon */
  'PATCH /coupon/{id}': { params: { id: string }; query: undefined; body: CouponChange; answer: Coupon }
  /** Archive a coupon */
  'DELETE /coupon/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List trackers */
  'GET /tracker': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; externalId?: string | number | undefined; status?: "active" | "inactive" | "archived" | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (Tracker)[]; nextCursor: string | null } }
  /** Add a tracker */
  'POST /tracker': { params: undefined; query: undefined; body: NewTracker; answer: Tracker }
  /** Read a tracker */
  'GET /tracker/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Tracker }
  /** Change a tracker */
  'PATCH /tracker/{id}': { params: { id: string }; query: undefined; body: TrackerChange; answer: Tracker }
  /** Archive a tracker */
  'DELETE /tracker/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List tracking links */
  'GET /tracking-link': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; trackerId?: string | number | undefined; brandId?: string | number | undefined; mediaId?: string | number | undefined; status?: "active" | "inactive" | "archived" | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (TrackingLink)[]; nextCursor: string | null } }
  /** Add a tracking link */
  'POST /tracking-link': { params: undefined; query: undefined; body: NewTrackingLink; answer: TrackingLink }
  /** Read a tracking link */
  'GET /tracking-link/{id}': { params: { id: string }; query: undefined; body: undefined; answer: TrackingLink }
  /** Change a tracking link */
  'PATCH /tracking-link/{id}': { params: { id: string }; query: undefined; body: TrackingLinkChange; answer: TrackingLink }
  /** Archive a tracking link */
  'DELETE /tracking-link/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List addresses of former platforms */
  'GET /legacy-link': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; parameter?: "btag" | "stag" | "a_aid" | "path" | undefined; value?: string | number | undefined; trackingLinkId?: string | number | undefined }; body: undefined; answer: { items: (LegacyLink)[]; nextCursor: string | null } }
  /** Keep an address of a former platform alive */
  'POST /legacy-link': { params: undefined; query: undefined; body: NewLegacyLink; answer: LegacyLink }
  /** Keep many addresses of a former platform alive */
  'POST /legacy-link/bulk': { params: undefined; query: undefined; body: { items: (NewLegacyLink)[] }; answer: { numCreated: number; numDuplicates: number; numFailed: number; failures: ({ index: number; code: string; message: string })[] } }
  /** Read an address of a former platform */
  'GET /legacy-link/{id}': { params: { id: string }; query: undefined; body: undefined; answer: LegacyLink }
  /** Give up an address of a former platform */
  'DELETE /legacy-link/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List media */
  'GET /media': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "banner" | "text" | "html5" | undefined; status?: "active" | "inactive" | "archived" | undefined; brandId?: string | number | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (Media)[]; nextCursor: string | null } }
  /** Add a medium */
  'POST /media': { params: undefined; query: undefined; body: NewMedia; answer: Media }
  /** Read a medium */
  'GET /media/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Media }
  /** Change a medium */
  'PATCH /media/{id}': { params: { id: string }; query: undefined; body: MediaChange; answer: Media }
  /** Archive a medium */
  'DELETE /media/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** Read the code that shows a medium */
  'GET /media/{id}/embed': { params: { id: string }; query: { trackingLinkId: string | number | undefined }; body: undefined; answer: EmbedCode }
  /** List clicks */
  'GET /click': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; trackerId?: string | number | undefined; brandId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (Click)[]; nextCursor: string | null } }
  /** List touches */
  'GET /touch': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; customerId?: string | number | undefined; affiliateId?: string | number | undefined }; body: undefined; answer: { items: (Touch)[]; nextCursor: string | null } }
  /** List the assignments of a plan */
  'GET /commission-plan/{id}/assignment': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (Assignment)[]; nextCursor: string | null } }
  /** Assign a plan */
  'POST /commission-plan/{id}/assignment': { params: { id: string }; query: undefined; body: NewAssignment; answer: Assignment }
  /** List commission plans */
  'GET /commission-plan': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; status?: "active" | "archived" | undefined; search?: string | number | undefined }; body: undefined; answer: { items: (CommissionPlan)[]; nextCursor: string | null } }
  /** Add a commission plan */
  'POST /commission-plan': { params: undefined; query: undefined; body: NewCommissionPlan; answer: CommissionPlan }
  /** List the versions of a plan */
  'GET /commission-plan/{id}/version': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (PlanVersion)[]; nextCursor: string | null } }
  /** Add a version to a plan */
  'POST /commission-plan/{id}/version': { params: { id: string }; query: undefined; body: NewPlanVersion; answer: CommissionPlan }
  /** Read a commission plan */
  'GET /commission-plan/{id}': { params: { id: string }; query: undefined; body: undefined; answer: CommissionPlan }
  /** Rename a commission plan */
  'PATCH /commission-plan/{id}': { params: { id: string }; query: undefined; body: CommissionPlanChange; answer: CommissionPlan }
  /** Archive a commission plan */
  'DELETE /commission-plan/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** End an assignment */
  'DELETE /commission-plan/{id}/assignment/{assignmentId}': { params: { id: string; assignmentId: string }; query: undefined; body: undefined; answer: undefined }
  /** Read the terms of a version in words */
  'GET /commission-plan/{id}/version/{version}/text': { params: { id: string; version: string }; query: { language?: "en" | "pt-BR" | "es" | undefined }; body: undefined; answer: { items: (PlanText)[] } }
  /** Read what a version means for affiliates */
  'GET /commission-plan/{id}/version/{version}/fairness': { params: { id: string; version: string }; query: undefined; body: undefined; answer: { items: (FairnessItem)[] } }
  /** Compare two versions in words */
  'GET /commission-plan/{id}/version/{version}/diff/{other}': { params: { id: string; version: string; other: string }; query: undefined; body: undefined; answer: { items: (PlanChange)[] } }
  /** Preview a commission plan */
  'POST /commission-plan/preview': { params: undefined; query: undefined; body: NewCommissionPlan; answer: PlanPreview }
  /** List what an affiliate has accepted */
  'GET /affiliate/{id}/plan-acceptance': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (PlanAcceptance)[]; nextCursor: string | null } }
  /** Record an affiliate's acceptance of a version */
  'POST /affiliate/{id}/plan-acceptance': { params: { id: string }; query: undefined; body: NewPlanAcceptance; answer: PlanAcceptance }
  /** List who has accepted a plan */
  'GET /commission-plan/{id}/acceptance': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined; version?: string | number | undefined }; body: undefined; answer: { items: (PlanAcceptor)[]; nextCursor: string | null } }
  /** Replay history through a draft */
  'POST /commission-plan/{id}/simulation': { params: { id: string }; query: undefined; body: NewSimulation; answer: Simulation }
  /** Read a simulation */
  'GET /commission-plan/{id}/simulation/{simulationId}': { params: { id: string; simulationId: string }; query: undefined; body: undefined; answer: Simulation }
  /** List commission lines */
  'GET /commission': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; customerId?: string | number | undefined; transactionId?: string | number | undefined; brandId?: string | number | undefined; component?: string | number | undefined; paysNothing?: "true" | "false" | undefined; status?: "pending" | "approved" | "rejected" | "reversed" | "paid" | undefined; period?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (Commission)[]; nextCursor: string | null } }
  /** Read a commission line */
  'GET /commission/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Commission }
  /** Explain a commission line */
  'GET /commission/{id}/explanation': { params: { id: string }; query: undefined; body: undefined; answer: Explanation }
  /** What happened to an order or a customer? */
  'GET /story': { params: undefined; query: { about: string | number | undefined; limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: Story }
  /** Read how a program is doing */
  'GET /overview': { params: undefined; query: { from?: string | number | undefined; to?: string | number | undefined; compare?: "previous" | "year" | "none" | undefined; comparedFrom?: string | number | undefined; comparedTo?: string | number | undefined }; body: undefined; answer: Overview }
  /** Ask a report */
  'GET /report': { params: undefined; query: { dimensions?: string | number | undefined; measures?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined; affiliateId?: string | number | undefined; brandId?: string | number | undefined; productId?: string | number | undefined; trackerId?: string | number | undefined; country?: string | number | undefined; type?: string | number | undefined; component?: string | number | undefined; sort?: string | number | undefined; limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: Report }
  /** Ask a report as a file */
  'GET /report/export': { params: undefined; query: { dimensions?: string | number | undefined; measures?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined; affiliateId?: string | number | undefined; brandId?: string | number | undefined; productId?: string | number | undefined; trackerId?: string | number | undefined; country?: string | number | undefined; type?: string | number | undefined; component?: string | number | undefined; sort?: string | number | undefined }; body: undefined; answer: Blob }
  /** List whom reports can be sent to */
  'GET /report/recipient': { params: undefined; query: undefined; body: undefined; answer: { items: (ReportRecipient)[]; nextCursor: string | null } }
  /** List saved reports */
  'GET /saved-report': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (SavedReport)[]; nextCursor: string | null } }
  /** Keep a report */
  'POST /saved-report': { params: undefined; query: undefined; body: NewSavedReport; answer: SavedReport }
  /** Read a saved report */
  'GET /saved-report/{id}': { params: { id: string }; query: undefined; body: undefined; answer: SavedReport }
  /** Change a saved report */
  'PATCH /saved-report/{id}': { params: { id: string }; query: undefined; body: SavedReportChange; answer: SavedReport }
  /** Delete a saved report */
  'DELETE /saved-report/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List accounts with their balances */
  'GET /ledger/account': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; brandId?: string | number | undefined; kind?: string | number | undefined; at?: string | number | undefined; knownOn?: string | number | undefined }; body: undefined; answer: { items: (LedgerAccount)[]; nextCursor: string | null } }
  /** List transfers */
  'GET /ledger/transfer': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; accountId?: string | number | undefined; causeId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined; knownOn?: string | number | undefined; period?: string | number | undefined }; body: undefined; answer: { items: (LedgerTransfer)[]; nextCursor: string | null } }
  /** What is owed to an affiliate */
  'GET /affiliate/{id}/balance': { params: { id: string }; query: { at?: string | number | undefined; knownOn?: string | number | undefined }; body: undefined; answer: AffiliateBalance }
  /** List adjustments */
  'GET /adjustment': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; customerId?: string | number | undefined; status?: "pending" | "approved" | "rejected" | undefined }; body: undefined; answer: { items: (Adjustment)[]; nextCursor: string | null } }
  /** Give an affiliate money by hand, or take it */
  'POST /adjustment': { params: undefined; query: undefined; body: NewAdjustment; answer: Adjustment }
  /** Read an adjustment */
  'GET /adjustment/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Adjustment }
  /** Approve an adjustment that waits, and post it */
  'POST /adjustment/{id}/approval': { params: { id: string }; query: undefined; body: Record<string, never>; answer: Adjustment }
  /** Reject an adjustment that waits */
  'POST /adjustment/{id}/rejection': { params: { id: string }; query: undefined; body: { reason: string }; answer: Adjustment }
  /** List periods */
  'GET /period': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (Period)[]; nextCursor: string | null } }
  /** Read a period */
  'GET /period/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Period }
  /** What closing a period comes to */
  'GET /period/{id}/preview': { params: { id: string }; query: undefined; body: undefined; answer: PeriodPreview }
  /** Close a period that is over */
  'POST /period/{id}/close': { params: { id: string }; query: undefined; body: Record<string, never>; answer: Period }
  /** Seal a period after its review */
  'POST /period/{id}/seal': { params: { id: string }; query: undefined; body: Record<string, never>; answer: Period }
  /** List statements */
  'GET /statement': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; period?: string | number | undefined }; body: undefined; answer: { items: (Statement)[]; nextCursor: string | null } }
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
  /** List the keys that seal periods */
  'GET /signing-key': { params: undefined; query: undefined; body: undefined; answer: { items: (SigningKey)[] } }
  /** Replace the key that seals periods */
  'POST /signing-key': { params: undefined; query: undefined; body: NewSigningKey; answer: SigningKey }
  /** List legal entities */
  'GET /legal-entity': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (LegalEntity)[]; nextCursor: string | null } }
  /** Add a legal entity that issues invoices */
  'POST /legal-entity': { params: undefined; query: undefined; body: NewLegalEntity; answer: LegalEntity }
  /** Read a legal entity */
  'GET /legal-entity/{id}': { params: { id: string }; query: undefined; body: undefined; answer: LegalEntity }
  /** Change a legal entity */
  'PATCH /legal-entity/{id}': { params: { id: string }; query: undefined; body: ChangedLegalEntity; answer: LegalEntity }
  /** Remove a legal entity that was never used */
  'DELETE /legal-entity/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List tax profiles, with their history */
  'GET /tax-profile': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; current?: "true" | "false" | undefined }; body: undefined; answer: { items: (TaxProfile)[]; nextCursor: string | null } }
  /** Set an affiliate's tax profile */
  'POST /tax-profile': { params: undefined; query: undefined; body: NewTaxProfile; answer: TaxProfile }
  /** Read a version of a tax profile */
  'GET /tax-profile/{id}': { params: { id: string }; query: undefined; body: undefined; answer: TaxProfile }
  /** List self-billed invoices and credit notes */
  'GET /invoice': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; statementId?: string | number | undefined; legalEntityId?: string | number | undefined; kind?: "invoice" | "credit_note" | undefined; period?: string | number | undefined }; body: undefined; answer: { items: (Invoice)[]; nextCursor: string | null } }
  /** Read an invoice or a credit note */
  'GET /invoice/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Invoice }
  /** Read the document of an invoice, as it was hashed */
  'GET /invoice/{id}/document': { params: { id: string }; query: undefined; body: undefined; answer: { id: string; hash: string; document: string } }
  /** Print an invoice or a credit note */
  'GET /invoice/{id}/pdf': { params: { id: string }; query: { language?: "en" | "pt-BR" | "es" | undefined }; body: undefined; answer: Blob }
  /** List invoices that affiliates sent */
  'GET /affiliate-invoice': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; statementId?: string | number | undefined; status?: "matched" | "mismatch" | "accepted" | "rejected" | undefined }; body: undefined; answer: { items: (AffiliateInvoice)[]; nextCursor: string | null } }
  /** Upload an affiliate's own invoice for a statement */
  'POST /affiliate-invoice': { params: undefined; query: undefined; body: NewAffiliateInvoice; answer: AffiliateInvoice }
  /** Read an affiliate's invoice */
  'GET /affiliate-invoice/{id}': { params: { id: string }; query: undefined; body: undefined; answer: AffiliateInvoice }
  /** Read the file that came with an affiliate's invoice */
  'GET /affiliate-invoice/{id}/file': { params: { id: string }; query: undefined; body: undefined; answer: Blob }
  /** Accept an affiliate's invoice in spite of its differences */
  'POST /affiliate-invoice/{id}/acceptance': { params: { id: string }; query: undefined; body: { reason: string }; answer: AffiliateInvoice }
  /** Reject an affiliate's invoice */
  'POST /affiliate-invoice/{id}/rejection': { params: { id: string }; query: undefined; body: { reason: string }; answer: AffiliateInvoice }
  /** List payout methods */
  'GET /payout-method': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; kind?: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other" | undefined; status?: "active" | "archived" | undefined }; body: undefined; answer: { items: (PayoutMethod)[]; nextCursor: string | null } }
  /** Enter where an affiliate wants to be paid */
  'POST /payout-method': { params: undefined; query: undefined; body: NewPayoutMethod; answer: PayoutMethod }
  /** Read a payout method and its history */
  'GET /payout-method/{id}': { params: { id: string }; query: undefined; body: undefined; answer: ToldPayoutMethod }
  /** Change a payout method */
  'PATCH /payout-method/{id}': { params: { id: string }; query: undefined; body: PayoutMethodChange; answer: PayoutMethod }
  /** Archive a payout method */
  'DELETE /payout-method/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** Read the details of a payout method in the clear */
  'POST /payout-method/{id}/reveal': { params: { id: string }; query: undefined; body: { reason: string }; answer: PayoutDetails }
  /** List payout runs */
  'GET /payout-run': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; status?: "preparing" | "draft" | "empty" | "approved" | "instructed" | "cancelled" | undefined }; body: undefined; answer: { items: (PayoutRun)[]; nextCursor: string | null } }
  /** Prepare a payout run */
  'POST /payout-run': { params: undefined; query: undefined; body: NewPayoutRun; answer: PayoutRun }
  /** What a run would pay now, and whom it would leave out */
  'GET /payout-run/preview': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; throughPeriod?: string | number | undefined; affiliateId?: string | number | undefined; currency?: string | number | undefined }; body: undefined; answer: { items: (PayoutPreview)[]; nextCursor: string | null } }
  /** Read a payout run */
  'GET /payout-run/{id}': { params: { id: string }; query: undefined; body: undefined; answer: PayoutRun }
  /** List the affiliates that a run looked at and does not pay, with the reasons */
  'GET /payout-run/{id}/left-out': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (LeftOut)[]; nextCursor: string | null } }
  /** Approve a payout run */
  'POST /payout-run/{id}/approval': { params: { id: string }; query: undefined; body: Record<string, never>; answer: PayoutRun }
  /** Cancel a payout run of which nothing was sent */
  'POST /payout-run/{id}/cancellation': { params: { id: string }; query: undefined; body: { reason: string }; answer: PayoutRun }
  /** Send the approved payouts of a run */
  'POST /payout-run/{id}/instruction': { params: { id: string }; query: undefined; body: PayoutInstruction; answer: PayoutRun }
  /** Record that payouts of a run were paid */
  'POST /payout-run/{id}/settlement': { params: { id: string }; query: undefined; body: { payouts: ({ payoutId: string; externalId?: string })[] }; answer: PayoutRun }
  /** Fetch the file that payouts of a run are sent to a bank in */
  'GET /payout-run/{id}/file': { params: { id: string }; query: { fileId?: string | number | undefined }; body: undefined; answer: PayoutFile }
  /** List payouts */
  'GET /payout': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; affiliateId?: string | number | undefined; runId?: string | number | undefined; status?: "draft" | "approved" | "instructed" | "settled" | "failed" | "returned" | "cancelled" | undefined; methodKind?: "bank" | "pix" | "paypal" | "wise" | "crypto" | "other" | undefined; instructionState?: "stored" | "sent" | "unknown" | "accepted" | "refused" | undefined }; body: undefined; answer: { items: (Payout)[]; nextCursor: string | null } }
  /** Read a payout, what happened to it and what it is made of */
  'GET /payout/{id}': { params: { id: string }; query: undefined; body: undefined; answer: DetailedPayout }
  /** List the commission lines that a payout took */
  'GET /payout/{id}/line': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (PayoutLine)[]; nextCursor: string | null } }
  /** Record that a payout was paid */
  'POST /payout/{id}/settlement': { params: { id: string }; query: undefined; body: { externalId?: string }; answer: Payout }
  /** Record that a payout that was sent was not paid */
  'POST /payout/{id}/failure': { params: { id: string }; query: undefined; body: { reason: string }; answer: Payout }
  /** Record that a payout that was paid came back */
  'POST /payout/{id}/return': { params: { id: string }; query: undefined; body: { reason: string }; answer: Payout }
  /** Cancel a payout that was not sent */
  'POST /payout/{id}/cancellation': { params: { id: string }; query: undefined; body: { reason: string }; answer: Payout }
  /** Whether an affiliate's payouts are kept back, and what was said before */
  'GET /affiliate/{id}/payout-block': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (PayoutBlock)[]; nextCursor: string | null } }
  /** Keep an affiliate's payouts back */
  'POST /affiliate/{id}/payout-block': { params: { id: string }; query: undefined; body: { reason: string }; answer: PayoutBlock }
  /** Let an affiliate's payouts go again */
  'DELETE /affiliate/{id}/payout-block': { params: { id: string }; query: undefined; body: { reason: string }; answer: PayoutBlock }
  /** List the minimums of kinds of methods and currencies */
  'GET /payout-minimum': { params: undefined; query: undefined; body: undefined; answer: { items: (PayoutMinimum)[]; nextCursor: string | null } }
  /** Set a minimum, or take it away */
  'PUT /payout-minimum': { params: undefined; query: undefined; body: PayoutMinimumChange; answer: { items: (PayoutMinimum)[]; nextCursor: string | null } }
  /** Whether payouts are frozen */
  'GET /payout-freeze': { params: undefined; query: undefined; body: undefined; answer: PayoutFreeze }
  /** Freeze all payouts */
  'POST /payout-freeze': { params: undefined; query: undefined; body: { reason: string }; answer: PayoutFreeze }
  /** Let payouts go out again */
  'POST /payout-freeze/lift': { params: undefined; query: undefined; body: { reason: string }; answer: PayoutFreeze }
  /** List accounts to pay from */
  'GET /paying-account': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "sepa" | "pix" | "webhook" | undefined; status?: "active" | "archived" | undefined }; body: undefined; answer: { items: (PayingAccount)[]; nextCursor: string | null } }
  /** Add an account to pay from */
  'POST /paying-account': { params: undefined; query: undefined; body: NewPayingAccount; answer: IssuedPayingAccount }
  /** Read an account to pay from */
  'GET /paying-account/{id}': { params: { id: string }; query: undefined; body: undefined; answer: PayingAccount }
  /** Rename an account to pay from, or make it the default */
  'PATCH /paying-account/{id}': { params: { id: string }; query: undefined; body: PayingAccountChange; answer: PayingAccount }
  /** Archive an account to pay from */
  'DELETE /paying-account/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** Change a payer's signing secret */
  'POST /paying-account/{id}/secret': { params: { id: string }; query: undefined; body: Record<string, never>; answer: IssuedPayingAccount }
  /** List uploaded bank files */
  'GET /payout-reconciliation': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (PayoutReconciliation)[]; nextCursor: string | null } }
  /** Upload what a bank says became of payouts */
  'POST /payout-reconciliation': { params: undefined; query: undefined; body: NewPayoutReconciliation; answer: PayoutReconciliation }
  /** Read what came of a bank file */
  'GET /payout-reconciliation/{id}': { params: { id: string }; query: undefined; body: undefined; answer: PayoutReconciliation }
  /** List what came of each line of a bank file */
  'GET /payout-reconciliation/{id}/line': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined; outcome?: "applied" | "unchanged" | "discrepancy" | "error" | "ignored" | undefined }; body: undefined; answer: { items: (PayoutReconciliationLine)[]; nextCursor: string | null } }
  /** List imports */
  'GET /import': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: "customers" | "transactions" | "affiliates" | "coupons" | "legacy_links" | undefined; status?: "uploading" | "ready" | "reading" | "taking" | "settling" | "done" | "failed" | "cancelled" | undefined }; body: undefined; answer: { items: (Import)[]; nextCursor: string | null } }
  /** Upload a CSV file to import */
  'POST /import': { params: undefined; query: undefined; body: NewImport; answer: Import }
  /** Upload another part of a file */
  'POST /import/{id}/part': { params: { id: string }; query: undefined; body: NewImportPart; answer: Import }
  /** Read an import */
  'GET /import/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Import }
  /** See how a file would be read */
  'GET /import/{id}/preview': { params: { id: string }; query: { mapping?: string | number | undefined; delimiter?: string | number | undefined }; body: undefined; answer: ImportPreview }
  /** List what became of the lines of a file */
  'GET /import/{id}/line': { params: { id: string }; query: { limit?: string | number | undefined; cursor?: string | number | undefined; outcome?: "imported" | "duplicate" | "waiting" | "failed" | "skipped" | undefined }; body: undefined; answer: { items: (ImportLine)[]; nextCursor: string | null } }
  /** Read what became of the lines of a file as CSV */
  'GET /import/{id}/lines.csv': { params: { id: string }; query: { outcome?: "imported" | "duplicate" | "waiting" | "failed" | "skipped" | undefined }; body: undefined; answer: Blob }
  /** Start an import */
  'POST /import/{id}/start': { params: { id: string }; query: undefined; body: ImportStart; answer: Import }
  /** Cancel an import */
  'POST /import/{id}/cancellation': { params: { id: string }; query: undefined; body: Record<string, never>; answer: Import }
  /** List payment gateways */
  'GET /gateway': { params: undefined; query: undefined; body: undefined; answer: { items: (Gateway)[] } }
  /** Set a payment gateway up */
  'PUT /gateway/{kind}': { params: { kind: "stripe" | "woovi" }; query: undefined; body: GatewaySetUp; answer: Gateway }
  /** List what gateways delivered */
  'GET /gateway-delivery': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; kind?: string | number | undefined; outcome?: "applied" | "ignored" | "refused" | "failed" | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (GatewayDelivery)[]; nextCursor: string | null } }
  /** Read what a gateway delivered */
  'GET /gateway-delivery/{id}': { params: { id: string }; query: undefined; body: undefined; answer: GatewayDeliveryWithPayload }
  /** Apply a delivery again */
  'POST /gateway-delivery/{id}/replay': { params: { id: string }; query: undefined; body: undefined; answer: GatewayDelivery }
  /** List webhooks */
  'GET /webhook': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; status?: "active" | "paused" | "archived" | undefined }; body: undefined; answer: { items: (Webhook)[]; nextCursor: string | null } }
  /** Add a webhook */
  'POST /webhook': { params: undefined; query: undefined; body: NewWebhook; answer: IssuedWebhook }
  /** Read a webhook */
  'GET /webhook/{id}': { params: { id: string }; query: undefined; body: undefined; answer: Webhook }
  /** Change, pause or resume a webhook */
  'PATCH /webhook/{id}': { params: { id: string }; query: undefined; body: WebhookChange; answer: Webhook }
  /** Archive a webhook */
  'DELETE /webhook/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** Change a webhook's signing secret */
  'POST /webhook/{id}/secret': { params: { id: string }; query: undefined; body: Record<string, never>; answer: IssuedWebhook }
  /** List what webhooks can be told of */
  'GET /webhook/event-kind': { params: undefined; query: undefined; body: undefined; answer: { items: (string)[] } }
  /** List hosts of tracking links */
  'GET /click-domain': { params: undefined; query: undefined; body: undefined; answer: { items: (ClickDomain)[]; nextCursor: string | null } }
  /** Name a host for tracking links */
  'POST /click-domain': { params: undefined; query: undefined; body: NewClickDomain; answer: ClickDomain }
  /** Look for the record of a host */
  'POST /click-domain/{host}/verification': { params: { host: string }; query: undefined; body: Record<string, never>; answer: ClickDomain }
  /** Take a host of tracking links away */
  'DELETE /click-domain/{host}': { params: { host: string }; query: undefined; body: undefined; answer: undefined }
  /** Read the settings of the affiliates' portal */
  'GET /portal': { params: undefined; query: undefined; body: undefined; answer: Portal }
  /** Change the settings of the affiliates' portal */
  'PATCH /portal': { params: undefined; query: undefined; body: PortalChange; answer: Portal }
  /** Look for the record of the portal's host */
  'POST /portal/host-verification': { params: undefined; query: undefined; body: Record<string, never>; answer: Portal }
  /** List who can sign in to the portal for an affiliate */
  'GET /affiliate/{id}/portal-user': { params: { id: string }; query: undefined; body: undefined; answer: { items: (PortalUser)[]; invitations: (PortalInvitation)[] } }
  /** Invite somebody to the portal for an affiliate */
  'POST /affiliate/{id}/portal-user': { params: { id: string }; query: undefined; body: NewPortalUser; answer: PortalInvitation }
  /** Disable a user of the portal, or change what they may do */
  'PATCH /affiliate/{id}/portal-user/{portalUserId}': { params: { id: string; portalUserId: string }; query: undefined; body: PortalUserChange; answer: PortalUser }
  /** See the portal as an affiliate does */
  'POST /affiliate/{id}/portal-session': { params: { id: string }; query: undefined; body: undefined; answer: PortalEntrance }
  /** List API keys */
  'GET /api-key': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (ApiKey)[]; nextCursor: string | null } }
  /** Make an API key */
  'POST /api-key': { params: undefined; query: undefined; body: NewApiKey; answer: IssuedApiKey }
  /** Read an API key */
  'GET /api-key/{id}': { params: { id: string }; query: undefined; body: undefined; answer: ApiKey }
  /** Change an API key */
  'PATCH /api-key/{id}': { params: { id: string }; query: undefined; body: ApiKeyChange; answer: ApiKey }
  /** Revoke an API key */
  'DELETE /api-key/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List users */
  'GET /user': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (User)[]; nextCursor: string | null } }
  /** Read a user */
  'GET /user/{id}': { params: { id: string }; query: undefined; body: undefined; answer: User }
  /** Change what a user may do */
  'PATCH /user/{id}': { params: { id: string }; query: undefined; body: UserChange; answer: User }
  /** End all sessions of a user */
  'POST /user/{id}/sign-out': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List invitations */
  'GET /invitation': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (Invitation)[]; nextCursor: string | null } }
  /** Invite somebody */
  'POST /invitation': { params: undefined; query: undefined; body: NewInvitation; answer: Invitation }
  /** Withdraw an invitation */
  'DELETE /invitation/{id}': { params: { id: string }; query: undefined; body: undefined; answer: undefined }
  /** List mails */
  'GET /mail': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined }; body: undefined; answer: { items: (Mail)[]; nextCursor: string | null } }
  /** Read a mail */
  'GET /mail/{id}': { params: { id: string }; query: undefined; body: undefined; answer: MailWithText }
  /** List the audit */
  'GET /audit': { params: undefined; query: { limit?: string | number | undefined; cursor?: string | number | undefined; subjectId?: string | number | undefined; from?: string | number | undefined; to?: string | number | undefined }; body: undefined; answer: { items: (AuditEntry)[]; nextCursor: string | null } }
}
