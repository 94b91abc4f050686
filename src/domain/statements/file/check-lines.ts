import type { CommissionSum, StatementDocument, StatementLine } from '../statement-document.ts'
import { ExactSum, sumOf } from './exact-sum.ts'
import type { Findings, NamedLine } from './finding.ts'
import { leafOfLine, rootOfInclusion, rootOfLeaves } from './portable-hash.ts'
import type { FiledLine, LineProof, StatementFile } from './statement-file.ts'

/** Each line against its leaf, all of them against the statement: their root, their number, and what they come to in each of its sums. */
export function checkLines({ lines, statement }: StatementFile, findings: Findings): void {
  const leaves = lines.map(({ line }) => leafOfLine(line))
  lines.forEach((filed, index) => {
    if (leaves[index] !== filed.leaf) findings.wrong('line_changed', {}, [nameOf(filed, index)])
    if (index > 0 && (lines[index - 1]?.line.transferId ?? '') >= filed.line.transferId) findings.wrong('line_misplaced', {}, [nameOf(filed, index)])
  })
  if (lines.length !== statement.lines.count) findings.wrong('lines_count', { stated: String(statement.lines.count), found: String(lines.length) })
  if (rootOfLeaves(leaves) !== statement.lines.root) findings.wrong('lines_root')
  checkSums(lines, statement, findings)
}

/** A line's way to the statement's root, without the other lines. */
export function checkLineProof({ line: filed, lineInclusion, statement }: LineProof, findings: Findings): void {
  const named = nameOf(filed, lineInclusion.index)
  const leaf = leafOfLine(filed.line)
  if (leaf !== filed.leaf) findings.wrong('line_changed', {}, [named])
  const root = rootOfInclusion(leaf, lineInclusion, statement.lines.count)
  if (root !== statement.lines.root) findings.wrong('line_not_proven', {}, [named])
}

function nameOf({ line }: FiledLine, index: number): NamedLine {
  return { position: index + 1, transferId: line.transferId }
}

/** Lines that one sum of the statement is about. */
interface Group {
  readonly sum: ExactSum
  readonly lines: NamedLine[]
}

function checkSums(lines: readonly FiledLine[], statement: StatementDocument, findings: Findings): void {
  const groups = groupLines(lines)
  for (const [name, stated] of statedSums(statement)) {
    const { sum, lines: members } = groups.get(name) ?? { sum: new ExactSum(), lines: [] }
    groups.delete(name)
    if (!sum.equals(stated.amount)) findings.wrong('sum_differs', { group: name, stated: stated.amount, found: sum.toString() }, members)
    else if (stated.lines !== undefined && stated.lines !== members.length) {
      findings.wrong('sum_differs', { group: name, stated: `${stated.lines} ×`, found: `${members.length} ×` }, members)
    }
  }
  for (const [name, { sum, lines: members }] of groups) findings.wrong('sum_differs', { group: name, stated: '0', found: sum.toString() }, members)
  checkPart('pending', lines, statement, findings)
  checkPart('payable', lines, statement, findings)
}

function groupLines(lines: readonly FiledLine[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  lines.forEach((filed, index) => {
    const name = groupOf(filed.line)
    const group = groups.get(name) ?? { sum: new ExactSum(), lines: [] }
    groups.set(name, group)
    group.sum.add(filed.line.amount)
    group.lines.push(nameOf(filed, index))
  })
  return groups
}

function groupOf(line: Pick<StatementLine, 'section' | 'component' | 'brandId' | 'productId'>): string {
  return line.section === 'commission' ? commissionGroup(line) : line.section
}

function commissionGroup({ component, brandId, productId }: Pick<StatementLine, 'component' | 'brandId' | 'productId'>): string {
  return ['commission', component, brandId, productId].filter((part) => part !== null).join(' ')
}

function statedSums({ commissions, carryover, adjustments, tax, payouts }: StatementDocument): [name: string, stated: { readonly amount: string; readonly lines?: number }][] {
  return [
    ...commissions.map((sum: CommissionSum): [string, CommissionSum] => [commissionGroup(sum), sum]),
    ['carryover', { amount: sumOf([carryover.in, carryover.out]).toString() }],
    ['adjustment', { amount: adjustments }],
    ['vat', { amount: tax.vat }],
    ['withheld', { amount: tax.withheld }],
    ['payout', { amount: sumOf([payouts.sent, payouts.returned]).toString() }],
  ]
}

/** Pending loses what matured, payable gains it; everything else that changes them is a line. */
function checkPart(part: StatementLine['account'], lines: readonly FiledLine[], { opening, closing, matured }: StatementDocument, findings: Findings): void {
  const sum = sumOf(lines.filter(({ line }) => line.account === part).map(({ line }) => line.amount)).add(opening[part])
  if (part === 'pending') sum.subtract(matured)
  else sum.add(matured)
  if (!sum.equals(closing[part])) findings.wrong('closing_part_differs', { part, stated: closing[part], found: sum.toString() })
}
