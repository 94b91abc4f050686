import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Amount, Count } from './amount.tsx'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { explanationWords } from './explanation-words.ts'
import { TextLink } from './link.tsx'
import { Moment } from './moment.tsx'
import { useLanguage, useWords, wordFor } from './words.ts'

/** One reason: a named value and what it comes from, as both APIs answer it. */
export interface ExplainedNode {
  readonly name: string
  readonly value: number | string | boolean | null
  readonly because?: readonly ExplainedNode[] | undefined
}

/** `GET /commission/{id}/explanation`, of either API. */
export interface ExplanationAnswer {
  readonly amount: number
  readonly rule: string
  readonly because: readonly ExplainedNode[]
  readonly plan: {
    readonly winner: { readonly planName: string; readonly version: number } | null
    readonly losers: readonly (
      | { readonly assignmentId: string; readonly reason: string }
      | { readonly versionId: string; readonly version: number; readonly reason: string }
    )[]
  }
  readonly words: Readonly<Record<'en' | 'pt-BR' | 'es', string>>
}

/** Where an id of the tree leads, below the app: `transactionId`, `customerId`, `commissionId`, `relatedTransactionId`. */
export type LinkOfNode = (name: string, id: string) => string | undefined

/** Why a commission line is what it is: the sentence, the tree from the amount down to the transactions, the plan that won. */
export function Explanation({
  explanation,
  currency,
  linkOf,
}: {
  readonly explanation: ExplanationAnswer
  readonly currency: string
  readonly linkOf?: LinkOfNode
}) {
  const t = useWords(explanationWords)
  const language = useLanguage()
  // Remounted when everything is opened or closed: each node keeps its own state from there on.
  const [all, setAll] = useState({ isOpen: false, turn: 0 })
  return (
    <div className="grid gap-5">
      <div className="grid gap-1">
        <p className="text-2xl font-semibold tracking-tight">
          <Amount value={explanation.amount} currency={currency} />
        </p>
        <p className="text-base leading-relaxed">{explanation.words[language]}</p>
      </div>
      <section aria-label={t('tree')} className="grid gap-2">
        <div className="flex items-center justify-between gap-2">
          <h3 className="text-sm font-semibold">{t('tree')}</h3>
          <Button size="small" look="ghost" onClick={() => setAll(({ isOpen, turn }) => ({ isOpen: !isOpen, turn: turn + 1 }))}>
            {t(all.isOpen ? 'collapseAll' : 'expandAll')}
          </Button>
        </div>
        <ul key={all.turn} className="grid rounded-md border border-line px-3 py-1.5">
          {explanation.because.map((node, index) => (
            <Node
              key={`${node.name}${index}`}
              node={node}
              depth={0}
              isOpenAtFirst={all.isOpen}
              currency={currency}
              {...(linkOf && { linkOf })}
            />
          ))}
        </ul>
      </section>
      <PlanThatWon plan={explanation.plan} />
    </div>
  )
}

interface NodeProps {
  readonly node: ExplainedNode
  readonly depth: number
  readonly isOpenAtFirst: boolean
  readonly currency: string
  readonly linkOf?: LinkOfNode
}

/** The first level says the sum; what is below is opened where somebody wants to know. */
function Node({ node, depth, isOpenAtFirst, currency, linkOf }: NodeProps) {
  const t = useWords(explanationWords)
  const parts = node.because ?? []
  const [isOpen, setOpen] = useState(isOpenAtFirst || (depth === 0 && parts.length > 0 && parts.length <= 6))
  const name = nameOf(node.name, t)
  return (
    <li className={classNames('min-w-0', depth > 0 && 'border-l border-line pl-3')}>
      <div className="flex min-w-0 items-baseline gap-2 py-1">
        {parts.length === 0 ? (
          <span className="w-4 shrink-0" />
        ) : (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={t('open', { name })}
            onClick={() => setOpen(!isOpen)}
            className="-my-0.5 grid size-5 shrink-0 place-items-center self-center rounded text-soft hover:bg-raised hover:text-ink"
          >
            <ChevronRight className={classNames('size-4 transition-transform', isOpen && 'rotate-90')} aria-hidden="true" />
          </button>
        )}
        <span className={classNames('min-w-0 flex-1 [overflow-wrap:anywhere]', depth > 0 && parts.length === 0 && 'text-soft')}>
          {name}
        </span>
        <span className={classNames('max-w-[60%] text-right [overflow-wrap:anywhere]', depth === 0 && 'font-medium')}>
          <Value node={node} currency={currency} {...(linkOf && { linkOf })} />
        </span>
      </div>
      {isOpen && parts.length > 0 && (
        <ul className="mb-1 ml-2.5 grid">
          {parts.map((part, index) => (
            <Node
              key={`${part.name}${index}`}
              node={part}
              depth={depth + 1}
              isOpenAtFirst={isOpenAtFirst}
              currency={currency}
              {...(linkOf && { linkOf })}
            />
          ))}
        </ul>
      )}
    </li>
  )
}

// Numbers that are no amounts. An answer does not say: both are JSON numbers.
const COUNTS: ReadonlySet<string> = new Set([
  'clicks',
  'clicksBeyondCap',
  'coveredDays',
  'daysLeft',
  'daysOfPeriod',
  'earlierTransactions',
  'invalidClicks',
  'level',
  'minDeposits',
  'monthsFromFirstSale',
  'nextLevel',
  'paidClicks',
  'qualifiedCustomers',
  'recruits',
  'rejectedTransactions',
  'repeatedClicks',
  'saleNumber',
  'salesCounted',
  'transactions',
  'transactionsOfTheSameStep',
  'uniqueClicks',
  'version',
  'windowDays',
  'exchangeRate',
])
const INSTANT = /^\d{4}-\d{2}-\d{2}T/
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

function Value({
  node: { name, value },
  currency,
  linkOf,
}: {
  readonly node: ExplainedNode
  readonly currency: string
  readonly linkOf?: LinkOfNode
}): ReactNode {
  const t = useWords(explanationWords)
  if (value === null) return <span className="text-soft">–</span>
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return COUNTS.has(name) ? <Count value={value} /> : <Amount value={value} currency={currency} />
  if (name === 'rate') return <span className="tabular-nums">{value} %</span>
  if (INSTANT.test(value)) return <Moment at={value} />
  if (UUID.test(value)) return <ShortId id={value} to={linkOf?.(name, value)} />
  return value.replaceAll('_', ' ')
}

function ShortId({ id, to }: { readonly id: string; readonly to: string | undefined }) {
  const text = (
    <code className="font-mono text-xs" title={id}>
      …{id.slice(-8)}
    </code>
  )
  return to === undefined ? text : <TextLink to={to}>{text}</TextLink>
}

function PlanThatWon({ plan: { winner, losers } }: { readonly plan: ExplanationAnswer['plan'] }) {
  const t = useWords(explanationWords)
  return (
    <section aria-label={t('whichPlan')} className="grid gap-1">
      <h3 className="text-sm font-semibold">{t('whichPlan')}</h3>
      <p>{winner === null ? t('noPlan') : t('planVersion', { plan: winner.planName, version: winner.version })}</p>
      {losers.length > 0 && (
        <details className="text-soft">
          <summary className="w-fit cursor-pointer hover:text-ink">
            {t('otherPlans')} ({losers.length})
          </summary>
          <ul className="mt-1 grid gap-0.5 pl-4">
            {losers.map((loser) => (
              <li key={'versionId' in loser ? loser.versionId : loser.assignmentId}>
                {'versionId' in loser ? t('aVersion', { version: loser.version }) : t('anAssignment')}: {wordFor(t as never, loser.reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** The word of a name; a newer server may have names that this page does not know yet. */
function nameOf(name: string, t: unknown): string {
  const known = wordFor(t as never, name)
  return known === name ? spaced(name) : known
}

function spaced(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
