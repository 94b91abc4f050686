/** What went wrong, in the terms of a caller. Each dialect maps these kinds to its own status codes, completely. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'refused'
  | 'rate_limited'
  | 'unavailable'
  | 'internal'

/** The one catalogue of codes: stable, public, snake_case. Renaming one is a breaking change. */
export const ERROR_CATALOGUE = {
  invalid_request: ['invalid', 'The request is not valid.'],
  authentication_required: ['unauthenticated', 'An API key or a session is required.'],
  invalid_credential: ['unauthenticated', 'The API key or session is unknown, expired or revoked.'],
  inactive_credential: ['unauthenticated', 'The API key or session is unknown, expired or revoked.'],
  sign_in_refused: ['unauthenticated', 'The address or the password is wrong.'],
  wrong_code: ['refused', 'The code is wrong, was used already, or is too old.'],
  permission_denied: ['forbidden', 'This credential may not do that.'],
  second_person_required: ['forbidden', 'Somebody else than its author has to approve this.'],
  fresh_sign_in_required: ['forbidden', 'This takes a sign-in of the last five minutes, with a second factor.'],
  event_ahead: ['invalid', 'An event cannot have happened more than 24 hours ahead.'],
  affiliate_limit_reached: ['forbidden', 'The plan allows no more affiliates.'],
  conversion_limit_reached: ['forbidden', 'The plan allows no more conversions this month.'],
  not_found: ['not_found', 'There is no such object.'],
  already_exists: ['conflict', 'An object with this value exists already.'],
  in_use: ['conflict', 'The object is in use and cannot be changed like this.'],
  request_in_flight: ['conflict', 'A request with this Idempotency-Key is being carried out.'],
  idempotency_key_reused: ['refused', 'This Idempotency-Key was used for another request.'],
  click_required: ['refused', 'This program does not accept customers without a valid click.'],
  payouts_frozen: ['conflict', 'Payouts are frozen.'],
  paying_account_missing: ['conflict', 'There is no account to pay from.'],
  external_id_in_use: ['conflict', 'Another payout has this outside id.'],
  state_conflict: ['conflict', 'The object is not in a state that allows this.'],
  payout_details_unreadable: ['conflict', 'The details were erased, or sealed with a key that is gone: they have to be entered anew.'],
  not_a_test_program: ['refused', 'Only a test program has a test clock.'],
  clock_backwards: ['refused', 'The test clock moves forward only.'],
  brand_unknown: ['refused', 'The brand is unknown.'],
  affiliate_unknown: ['refused', 'The affiliate is unknown.'],
  customer_unknown: ['refused', 'The customer is unknown.'],
  transaction_unknown: ['refused', 'The transaction is unknown.'],
  product_unknown: ['refused', 'The product is unknown.'],
  legal_entity_unknown: ['refused', 'The legal entity is unknown.'],
  legal_entity_required: ['refused', 'Self-billed invoices need a legal entity that issues them: make one first.'],
  statement_unknown: ['refused', 'The statement is unknown, or its period is not sealed.'],
  group_unknown: ['refused', 'The affiliate group is unknown.'],
  tracker_unknown: ['refused', 'The tracker is unknown.'],
  tracking_link_unknown: ['refused', 'The tracking link is unknown.'],
  media_unknown: ['refused', 'The medium is unknown.'],
  too_many: ['refused', 'There are as many objects of this kind as there may be.'],
  plan_currency_mismatch: ['refused', 'A plan must use the currency of its program.'],
  assignment_not_supported: ['refused', 'This combination of fields cannot be assigned a plan.'],
  report_too_large: ['refused', 'This report takes too long: ask for fewer days, or for less detail.'],
  tier_metric_not_base: ['invalid', 'Marginal tiers need a metric that is the base of the component.'],
  not_supported: ['refused', 'This is not supported yet.'],
  payload_too_large: ['too_large', 'The request body is too large.'],
  unsupported_media_type: ['unsupported_media_type', 'The body must be application/json.'],
  rate_limited: ['rate_limited', 'Too many requests.'],
  database_unavailable: ['unavailable', 'The database is unavailable; nothing was stored.'],
  impossible: ['internal', 'Internal error.'],
} as const satisfies Record<string, readonly [ErrorKind, string]>

export type ErrorCode = keyof typeof ERROR_CATALOGUE

/** One wrong field: where it is (`items.3.depositAmount`), a stable code and a sentence. */
export interface FieldError {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** A refusal. Thrown, so that the transaction around it rolls back. `message` is safe to show; `cause` is only logged. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly kind: ErrorKind
  readonly errors: readonly FieldError[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    details: { message?: string; errors?: readonly FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    const [kind, text] = ERROR_CATALOGUE[code]
    super(details.message ?? text, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'DomainError'
    this.code = code
    this.kind = kind
    this.errors = details.errors ?? []
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}
