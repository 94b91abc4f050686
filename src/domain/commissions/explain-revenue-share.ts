import { BASE_NAMES, metricNode, shareParts, slicesOf } from './components/revenue-share/explain-share.ts'
import { TRANSACTIONS_REJECTED } from './correct-shares.ts'
import { type ExplainedTransaction, explainNet, explainSum } from './explain-net-revenue.ts'
import { type Because, type ExplainedRule, micros, minor } from './explanation.ts'
import { wordsOf } from './explanation-words.ts'
import type { RejectedShare } from './recompute-evidence.ts'
import type { RevenueShareBase, RevenueShareComponent, Tiers } from './rules/plan-terms.ts'
import { bandOf, shareOf } from './rules/revenue-share.ts'
import { baseOf } from './rules/share-base.ts'
import type { RatePpm } from '../money/rates.ts'
import type { StoredLine } from './stored-line.ts'

export interface ShareInput {
  readonly line: StoredLine
  readonly component: RevenueShareComponent
  readonly rejected: RejectedShare
  readonly transaction: ExplainedTransaction
  /** What the steps before this line's brought to its total, and from how many transactions. */
  readonly earlier: { readonly base: bigint; readonly transactions: bigint }
  readonly currency: string
}

/** A share in flight: the share of the window's totals after the transaction, less what had been posted for them. */
export function explainShare(input: ShareInput): ExplainedRule {
  const { line, component, currency } = input
  const { tiers } = component
  const [baseBefore, baseAfter, metricBefore, metricAfter] = [line.baseBefore ?? 0n, line.baseAfter ?? 0n, line.metricBefore ?? 0n, line.metricAfter ?? 0n]
  const shareBefore = shareOf(tiers, baseBefore, metricBefore, currency)
  const shareAfter = shareOf(tiers, baseAfter, metricAfter, currency)
  const postedBefore = shareBefore - input.rejected.posted
  const name = `${BASE_NAMES[component.base]}Of${line.windowKey === 'lifetime' ? 'Lifetime' : 'Period'}`
  const isSameMetric = metricBefore === baseBefore && metricAfter === baseAfter
  return {
    rule: line.kind === 'rerate' ? 'rerate' : `revenue_share.${tiers.bands.length === 1 ? 'flat' : tiers.application}`,
    because: [
      micros(`${name}Before`, baseBefore, beforeParts(baseBefore, input.earlier)),
      ...(baseAfter === baseBefore ? [] : [contribution(input, baseAfter - baseBefore)]),
      micros(`${name}After`, baseAfter),
      ...(isSameMetric ? [] : [metricNode('tierMetricBefore', tiers, metricBefore), metricNode('tierMetricAfter', tiers, metricAfter)]),
      minor('shareAfter', shareAfter, currency, shareParts(tiers, baseAfter, metricAfter)),
      minor('postedBefore', postedBefore, currency, [
        minor('shareBefore', shareBefore, currency, shareParts(tiers, baseBefore, metricBefore)),
        ...(input.rejected.posted === 0n ? [] : [minor('rejectedBefore', -input.rejected.posted, currency)]),
      ]),
    ],
    words:
      line.kind === 'rerate'
        ? wordsOf(line.reason === TRANSACTIONS_REJECTED ? 'shareWithout' : 'shareCorrected', { amount: line.amountMinor, worth: shareAfter, postedBefore }, currency)
        : wordsOf('share', {
            amount: line.amountMinor, base: component.base, window: line.windowKey ?? line.period, before: baseBefore, after: baseAfter,
            parts: spokenParts(tiers, baseBefore, baseAfter, metricBefore, metricAfter), shareAfter, postedBefore,
          }, currency),
  }
}

function beforeParts(baseBefore: bigint, { base, transactions }: ShareInput['earlier']): Because[] {
  const sameStep = baseBefore - base
  return [explainSum('earlierTransactions', base, transactions), ...(sameStep === 0n ? [] : [micros('transactionsOfTheSameStep', sameStep)])]
}

function contribution({ line, component, rejected, transaction }: ShareInput, moved: bigint): Because {
  if (line.reason === TRANSACTIONS_REJECTED) return explainSum('rejectedTransactions', moved, BigInt(rejected.transactions))
  const own = contributionOf(component.base, transaction)
  return moved === baseOf(line, component) ? own : micros('takenOut', moved, [own])
}

function contributionOf(base: RevenueShareBase, transaction: ExplainedTransaction): Because {
  const { record } = transaction
  switch (base) {
    case 'net_revenue': return explainNet(transaction)
    case 'gross_revenue': return micros('grossRevenue', record.gross)
    case 'net_deposit': return micros('netDeposit', record.deposit - record.withdrawal, [micros('depositAmount', record.deposit), micros('withdrawalAmount', record.withdrawal)])
    case 'wager': return micros('wageredAmount', record.wager)
    case 'sale': return micros('saleAmount', record.sale)
  }
}

function spokenParts(tiers: Tiers, baseBefore: bigint, baseAfter: bigint, metricBefore: bigint, metricAfter: bigint): { amount: bigint; rate: RatePpm }[] {
  const [first] = tiers.bands
  if (tiers.bands.length === 1 && first !== undefined) return [{ amount: baseAfter - baseBefore, rate: first.ratePpm }]
  if (tiers.application === 'whole') return [{ amount: baseAfter, rate: bandOf(tiers, metricAfter).ratePpm }]
  if (metricBefore !== baseBefore || metricAfter !== baseAfter || baseBefore < 0n || baseAfter < baseBefore) return []
  return slicesOf(tiers, baseBefore, baseAfter)
}
