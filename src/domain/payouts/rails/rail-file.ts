import type { Uuid } from '../../ids.ts'
import type { PayoutDetails } from '../../payout-methods/payout-details.ts'

/** The kinds of file that a payout run can be sent to a bank in. */
export const RAILS = ['csv', 'sepa', 'pix'] as const
export type Rail = (typeof RAILS)[number]

/** One payout as a file tells it. */
export interface RailPayout {
  readonly payoutId: Uuid
  /** `endToEndIdOf(payoutId)`: what the bank hands on and tells back. */
  readonly endToEndId: string
  /** Positive. */
  readonly amountMinor: bigint
  readonly currency: string
  readonly holderName: string
  readonly details: PayoutDetails
  /** What the receiver reads: the statement's period, an invoice number. */
  readonly reference: string
}

/** Where the operator pays from. Opened: never to be logged or answered. */
export type RailPayer =
  | { readonly kind: 'sepa'; readonly holderName: string; readonly iban: string; readonly bic: string | null }
  | {
      readonly kind: 'pix'
      readonly holderName: string
      readonly cnpj: string
      /** Three digits: the bank's number in the clearing. */
      readonly bankCode: string
      readonly bankName: string
      /** What the bank calls the contract: `convênio`. */
      readonly agreement: string
      readonly branch: string
      readonly branchDigit: string
      readonly account: string
      readonly accountDigit: string
    }

export interface RailFileInput {
  readonly rail: Rail
  /** `messageIdOf(payoutRunId)`. */
  readonly messageId: string
  /** Of the run, not of the download: the same run gives the same bytes. */
  readonly createdAt: Date
  /** The day that the bank is to pay on, in the payer's calendar: `2026-12-01`. */
  readonly executionDate: string
  /** The number of the file among those of the paying account (PIX only; `numberRailFile`). */
  readonly fileNumber: number
  /** Of the rail's own kind; none for CSV. */
  readonly payer: RailPayer | null
  /** In any order: files have them in the order of their ids. */
  readonly payouts: readonly RailPayout[]
}

export interface RailFile {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Buffer
  /** What is not in the file, and why. */
  readonly refused: readonly RefusedPayout[]
}

export interface RefusedPayout {
  readonly payoutId: Uuid
  readonly reason: RailRefusal
}

/** `currency`: the rail has another. `method`: it does not reach this kind of account. The rest: a field that the rail cannot carry. */
export type RailRefusal = 'currency' | 'method' | 'amount' | 'account' | 'name'
