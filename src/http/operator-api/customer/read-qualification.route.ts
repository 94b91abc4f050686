import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { RequirementProgress } from '../../../domain/commissions/rules/qualification.ts'
import { readCustomerQualification } from '../../../domain/customers/read-qualification.ts'
import { exactNumber, microsToText, minorToText } from '../../../domain/money/amounts.ts'
import type { CustomerQualification } from '../../../domain/portal/read-qualifications.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { answeredId, idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const REQUIREMENTS = ['minDepositSingle', 'minDepositTotal', 'minNetDeposit', 'minWager', 'minNetRevenue', 'minDeposits', 'countries', 'verified'] as const
const value = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()])

const qualification = z
  .strictObject({
    planId: answeredId,
    component: z.string().meta({ examples: ['cpa'] }),
    state: z.enum(['open', 'qualified', 'ended', 'excluded']).meta({ description: 'ended: the time for the next level is over. excluded: the customer cannot qualify.' }),
    levelsReached: z.int(),
    levels: z.int(),
    nextAmount: z.number().nullable().meta({ description: "What the next level is worth in all, in major units of the program's currency." }),
    daysLeft: z.int().nullable(),
    requirements: z.array(z.strictObject({ requirement: z.enum(REQUIREMENTS), have: value, need: value, isMet: z.boolean() })).meta({ description: 'Of the next level. Amounts are in major units.' }),
  })
  .meta({ id: 'Qualification' })

/** GET /customer/:id/qualification: how far the customer is on the way to its affiliate's CPA. */
export function readQualificationRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/customer/:id/qualification',
    operationId: 'readCustomerQualification',
    tag: 'Customers',
    summary: 'How far a customer is on the way to a CPA',
    description: 'Under each CPA component of the plan that holds for it now.',
    permission: 'customers:read',
    params: idParams,
    success: { status: 200, description: 'One per component; empty under a plan without CPA.', schema: z.strictObject({ items: z.array(qualification) }) },
    handle: async ({ tx, programId, params }) => {
      const { currency } = await ownProgram(tx, programId)
      return { items: (await readCustomerQualification(tx, context.clock, programId, params.id)).map((item) => present(item, currency)) }
    },
  })
}

function present({ planId, component, state, levelsReached, levels, nextAmountMinor, daysLeft, requirements }: CustomerQualification, currency: string): object {
  const nextAmount = nextAmountMinor === null ? null : exactNumber(minorToText(nextAmountMinor, currency))
  return { planId, component, state, levelsReached, levels, nextAmount, daysLeft, requirements: requirements.map(presentRequirement) }
}

function presentRequirement({ requirement, have, need, isMet }: RequirementProgress): object {
  return { requirement, have: presentValue(have), need: presentValue(need), isMet }
}

function presentValue(given: RequirementProgress['have'] | RequirementProgress['need']): unknown {
  return typeof given === 'bigint' ? exactNumber(microsToText(given)) : given
}
