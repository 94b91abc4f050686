import type { Uuid } from '../ids.ts'
import { type Because, fact } from './explanation.ts'

/**
 * Who an explanation is for. An affiliate is told the same as the operator, but for what others are called: the operator's ids of customers
 * and transactions may say who somebody is.
 */
export type Audience = 'operator' | 'affiliate'

const SHOWN_DIGITS = 5

/** What somebody or something is called for who must not learn its name: `c…1a4f2`, from our own id, which says nothing. */
export function shortName(of: 'customer' | 'transaction' | 'affiliate', id: Uuid): string {
  return `${of[0]}…${id.slice(-SHOWN_DIGITS)}`
}

/** The same tree with transactions and recruits under short names in place of the operator's. */
export function hideNames(tree: readonly Because[]): Because[] {
  return tree.map((node) => {
    const because = node.because === undefined ? undefined : hideNames(node.because)
    const hidden = hiddenValue(node)
    const kept = hidden === null ? node : { ...node, value: fact(node.name, hidden).value }
    return because === undefined ? kept : { ...kept, because }
  })
}

function hiddenValue(node: Because): string | null {
  if (node.name === 'recruit') return shortName('affiliate', textOf(node))
  const id = node.because?.find(({ name }) => name === 'transactionId')
  return id === undefined || node.value.as !== 'fact' ? null : shortName('transaction', textOf(id))
}

function textOf({ value }: Because): string {
  return value.as === 'fact' && typeof value.fact === 'string' ? value.fact : ''
}
