import { randomBytes } from 'node:crypto'
import type { SecretBox } from '../../access/secret-box.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import type { RailPayer } from '../rails/rail-file.ts'

export const PAYING_ACCOUNT_KINDS = ['sepa', 'pix', 'webhook'] as const
export type PayingAccountKind = (typeof PAYING_ACCOUNT_KINDS)[number]

/** Where the operator pays from, opened: an account at a bank, or a payer that is called. Never logged nor answered. */
export type PayingDetails = RailPayer | PayerDetails

export interface PayerDetails {
  readonly kind: 'webhook'
  readonly url: string
  /** Newest first. */
  readonly secrets: readonly PayerSecret[]
}

export interface PayerSecret {
  /** As Standard Webhooks writes it: `whsec_` and base64. */
  readonly secret: string
  /** By the wall clock, as are the calls that it signs. */
  readonly createdAt: string
}

const SECRET_BYTES = 32
const SECRETS_MAX = 2

export function newPayerSecret(now: Date): PayerSecret {
  return { secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, createdAt: now.toISOString() }
}

/** Adds a secret. The one before goes on beside it, older ones end. */
export function rotated(details: PayerDetails, secret: PayerSecret): PayerDetails {
  return { ...details, secrets: [secret, ...details.secrets].slice(0, SECRETS_MAX) }
}

interface Place {
  readonly programId: Uuid
  readonly id: Uuid
}

/** Throws `payout_details_unreadable`: they were sealed with a key that is gone. */
export function openPayingDetails(box: SecretBox, account: Place & { readonly kind: PayingAccountKind; readonly sealedDetails: Buffer }): PayingDetails {
  const text = box.open(account.sealedDetails, placeOf(account))
  if (text === null) throw new DomainError('payout_details_unreadable')
  // What is authentic was written by sealPayingDetails.
  const details = JSON.parse(text) as PayingDetails
  if (details.kind !== account.kind) throw new DomainError('payout_details_unreadable')
  return details
}

export function sealPayingDetails(box: SecretBox, place: Place, details: PayingDetails): Buffer {
  return box.seal(JSON.stringify(details), placeOf(place))
}

function placeOf({ programId, id }: Place): string {
  return `paying account ${programId} ${id}`
}
