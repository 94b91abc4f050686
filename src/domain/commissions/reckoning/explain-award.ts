import { arrayLiteral } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { windowKeys } from '../../time/calendar-windows.ts'
import type { Period } from '../../time/periods.ts'
import { COMPONENT_TYPES } from '../components/registry.ts'
import { type Explanation, fact, minor } from '../explanation.ts'
import { type Audience, hideNames } from '../hide-names.ts'
import type { Component } from '../rules/plan-terms.ts'
import { type AwardEvidence, becauseOf } from './award-evidence.ts'
import { explainAwardPlan } from './explain-award-plan.ts'
import { awardWords, ruleOf } from './words/award-words.ts'
import type { ToldAward } from './words/told-award.ts'

/** A line of an award as it was stored. */
export interface AwardLine {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly brandId: Uuid | null
  readonly brandName: string | null
  readonly customerId: Uuid | null
  /** The transaction that the award is for, where it is for one. */
  readonly transactionId: Uuid | null
  readonly planId: Uuid
  readonly planName: string
  readonly versionId: Uuid
  readonly version: number
  readonly component: string
  readonly awardKey: string
  readonly reason: string | null
  readonly amountMinor: bigint
  readonly totalBefore: bigint
  readonly totalAfter: bigint
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly period: Period
  readonly evidence: AwardEvidence
}

/** Why a line of an award is what it is: the leaves that the award had when the line was made. Undefined for a line that is no part of one. */
export async function explainAward(tx: Tx, program: Program, commissionId: Uuid, audience: Audience = 'operator'): Promise<Explanation | undefined> {
  const line = await readAwardLine(tx, program.id, commissionId)
  if (line === undefined) return undefined
  const { currency } = program
  const told = await toldAward(tx, program, line, audience)
  return {
    amountMinor: line.amountMinor,
    currency,
    rule: ruleOf(told),
    because: [
      minor('worthOfAward', line.totalAfter, currency, told.leaves),
      minor('postedBefore', line.totalBefore, currency),
      fact('award', line.awardKey),
      ...(line.reason === null ? [] : [fact('reason', line.reason)]),
    ],
    plan: await explainAwardPlan(tx, program, line),
    words: awardWords(told, currency),
  }
}

async function readAwardLine(tx: Tx, programId: Uuid, commissionId: Uuid): Promise<AwardLine | undefined> {
  const [line] = await tx.sql<AwardLine>({
    name: 'award-line',
    text: `select c.id, c.affiliate_id as "affiliateId", c.brand_id as "brandId", b.name as "brandName", c.customer_id as "customerId",
                  c.award_transaction_id as "transactionId", c.plan_id as "planId", p.name as "planName", c.plan_version_id as "versionId", v.version, c.component,
                  c.award_key as "awardKey", c.reason, c.amount_minor as "amountMinor", c.total_before as "totalBefore", c.total_after as "totalAfter",
                  c.occurred_at as "occurredAt", c.recorded_at as "recordedAt", c.period, c.evidence
             from commission c
             join commission_plan p on p.program_id = $1 and p.id = c.plan_id
             join commission_plan_version v on v.program_id = $1 and v.id = c.plan_version_id
             left join brand b on b.program_id = $1 and b.id = c.brand_id
            where c.program_id = $1 and c.id = $2 and c.award_key is not null`,
    values: [programId, commissionId],
  })
  return line
}

async function toldAward(tx: Tx, program: Program, line: AwardLine, audience: Audience): Promise<ToldAward> {
  const leaves = becauseOf(line.evidence)
  const dayAt = windowKeys('day', program.time_zone)
  return {
    component: { key: line.component, type: typeOf(line.component) }, key: line.awardKey, period: line.period, amountMinor: line.amountMinor,
    worthMinor: line.totalAfter, postedMinor: line.totalBefore, reason: line.reason, leaves: audience === 'operator' ? leaves : hideNames(leaves),
    scopeName: line.brandName ?? (await readProductName(tx, program.id, line)), dayOf: (instant) => dayAt(instant.getTime()),
  }
}

/** Of `cpa.2`: `cpa`. */
function typeOf(component: string): Component['type'] {
  const [name] = component.split('.')
  const type = COMPONENT_TYPES.find((one) => one === name)
  if (type === undefined) throw new Error(`a line of an unknown component: ${component}`)
  return type
}

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The product that an award names, where negatives are added up by product; null when it names none. */
async function readProductName(tx: Tx, programId: Uuid, { awardKey }: AwardLine): Promise<string | null> {
  const ids = awardKey.match(UUIDS)
  if (ids === null) return null
  const [row] = await tx.sql<{ name: string }>({
    name: 'award-product',
    text: 'select name from product where program_id = $1 and id = any($2::uuid[])',
    values: [programId, arrayLiteral(ids)],
  })
  return row?.name ?? null
}
