import type { Uuid } from '../ids.ts'
import { minorToFixedText } from '../money/amounts.ts'
import { canonicalLine } from './canonical-line.ts'
import { leafHash, MerkleTree } from './sealing/merkle.ts'
import type { CommissionSum, Section, StatementBalance, StatementDocument } from './statement-document.ts'
import { type StatementLineRow, sectionOf, statementLineOf } from './statement-line.ts'

/** What is owed, in minor units. */
export interface OwedMinor {
  readonly pending: bigint
  readonly payable: bigint
}

/** What a statement says besides its lines. */
export interface StatementHeader extends Pick<StatementDocument, 'id' | 'programId' | 'affiliateId' | 'isTest' | 'period' | 'currency' | 'previous'> {
  readonly opening: OwedMinor
  /** What of the pending balance became payable, less what went back. */
  readonly maturedMinor: bigint
}

export interface ComposedStatement {
  readonly document: StatementDocument
  readonly closing: OwedMinor
  /** Commission, carryover and adjustments. */
  readonly netMinor: bigint
  /** As they change what is owed: withholding is negative, of a positive net. */
  readonly vatMinor: bigint
  readonly withheldMinor: bigint
}

/** Lines that differ in nothing that a statement adds up by. */
export interface LineSum extends Pick<StatementLineRow, 'kind' | 'lineKind' | 'account' | 'component' | 'brandId' | 'productId' | 'amountMinor'> {
  readonly lines: number
}

/** Adds up a statement from its lines, in their order; however many there are, it keeps only sums. */
export class StatementComposer {
  readonly #currency: string
  readonly #tree = new MerkleTree()
  readonly #commissions = new Map<string, { component: string; brandId: Uuid | null; productId: Uuid | null; lines: number; amount: bigint }>()
  readonly #given = nothingBySection()
  readonly #taken = nothingBySection()
  #pending = 0n
  #payable = 0n

  constructor(currency: string) {
    this.#currency = currency
  }

  add(row: StatementLineRow): void {
    this.addLeaf(leafHash(canonicalLine(statementLineOf(row, this.#currency))))
    this.addSum({ ...row, lines: 1 })
  }

  /** The hash of the next line. */
  addLeaf(leaf: Uint8Array): void {
    this.#tree.add(leaf)
  }

  /** What lines come to: of one kind, and all of them given or all taken. */
  addSum(sum: LineSum): void {
    const { account, amountMinor } = sum
    if (account === 'affiliate_pending') this.#pending += amountMinor
    else this.#payable += amountMinor
    const section = sectionOf(sum)
    if (section === 'commission') this.#addToCommissions(sum)
    else (amountMinor < 0n ? this.#taken : this.#given)[section] += amountMinor
  }

  finish({ opening, maturedMinor, ...header }: StatementHeader): ComposedStatement {
    const text = (minor: bigint) => minorToFixedText(minor, this.#currency)
    const closing = { pending: opening.pending + this.#pending - maturedMinor, payable: opening.payable + this.#payable + maturedMinor }
    const [given, taken] = [this.#given, this.#taken]
    const both = (section: Section) => given[section] + taken[section]
    let commissionMinor = 0n
    for (const { amount } of this.#commissions.values()) commissionMinor += amount
    return {
      closing,
      netMinor: commissionMinor + both('carryover') + both('adjustment'),
      vatMinor: both('vat'),
      withheldMinor: both('withheld'),
      document: {
        format: 'fairshare-statement/1',
        ...header,
        opening: balanceOf(opening, text),
        commissions: this.#commissionSums(),
        carryover: { in: text(taken.carryover), out: text(given.carryover) },
        adjustments: text(both('adjustment')),
        tax: { vat: text(both('vat')), withheld: text(both('withheld')) },
        payouts: { sent: text(taken.payout), returned: text(given.payout) },
        matured: text(maturedMinor),
        closing: balanceOf(closing, text),
        lines: { count: this.#tree.count, root: this.#tree.root().toString('hex') },
      },
    }
  }

  #addToCommissions({ component, brandId, productId, amountMinor, lines }: LineSum): void {
    const key = `${component} ${brandId} ${productId}`
    const sum = this.#commissions.get(key)
    if (sum === undefined) {
      this.#commissions.set(key, { component: component ?? '', brandId, productId, lines, amount: amountMinor })
    } else {
      sum.lines += lines
      sum.amount += amountMinor
    }
  }

  #commissionSums(): CommissionSum[] {
    const entries = [...this.#commissions].sort(([a], [b]) => (a < b ? -1 : 1))
    return entries.map(([, { amount, ...sum }]) => ({ ...sum, amount: minorToFixedText(amount, this.#currency) }))
  }
}

function nothingBySection(): Record<Section, bigint> {
  return { commission: 0n, carryover: 0n, adjustment: 0n, vat: 0n, withheld: 0n, payout: 0n }
}

function balanceOf({ pending, payable }: OwedMinor, text: (minor: bigint) => string): StatementBalance {
  return { pending: text(pending), payable: text(payable), total: text(pending + payable) }
}
