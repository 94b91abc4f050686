import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type WorkedDeductions, workOutDeductions } from '../../../domain/brands/work-out-deductions.ts'
import { exactNumber, microsToText } from '../../../domain/money/amounts.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { country, money, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { deductions } from './deduction-fields.ts'

const MOST_SUPPLIED = 50

const transaction = z.strictObject({
  grossRevenue: money.optional(),
  depositAmount: money.optional(),
  withdrawalAmount: money.optional(),
  wageredAmount: money.optional(),
  saleAmount: money.optional(),
  bonusAmount: money.optional(),
  country: country.nullish(),
  productId: z.string().max(255).nullish().meta({ description: 'Id or external id.' }),
  deductions: z.array(z.strictObject({ name: text(100), amount: money })).max(MOST_SUPPLIED).optional().meta({ description: 'What the transaction brings itself.' }),
})

const body = z.strictObject({ deductions, transaction }).meta({
  id: 'DeductionExample',
  examples: [{ deductions: [{ name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20' }], transaction: { grossRevenue: 1000, depositAmount: 300 } }],
})

const answer = z
  .strictObject({
    grossRevenue: z.number(),
    lines: z.array(z.strictObject({
      name: z.string(), kind: z.string(), base: z.string().nullable(), baseAmount: z.number(), amount: z.number(),
      net: z.number().meta({ description: 'What is left after it.' }),
    })),
    netRevenue: z.number(),
    taxes: z.number(),
    paymentFees: z.number(),
    costOfGoodsSold: z.number(),
  })
  .meta({ id: 'WorkedDeductions' })

export function workOutDeductionsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/brand/deduction-example',
    operationId: 'workOutDeductions',
    tag: 'Brands',
    summary: 'Work deductions out for an example',
    description: 'From gross to net for one transaction, line by line, by the rules that transactions are processed by. Those of another country or product leave no line. Nothing is stored.',
    permission: 'brands:read',
    body,
    success: { status: 200, description: 'Each deduction in its turn.', schema: answer },
    handle: async ({ tx, programId, body: example }) => present(workOutDeductions(example.deductions, example.transaction, (await ownProgram(tx, programId)).currency)),
  })
}

function present({ gross, lines, net, taxes, paymentFees, costOfGoods }: WorkedDeductions): object {
  const amount = (micros: bigint) => exactNumber(microsToText(micros))
  return {
    grossRevenue: amount(gross),
    lines: lines.map((line) => ({ name: line.name, kind: line.kind, base: line.base, baseAmount: amount(line.baseAmount), amount: amount(line.amount), net: amount(line.net) })),
    netRevenue: amount(net),
    taxes: amount(taxes),
    paymentFees: amount(paymentFees),
    costOfGoodsSold: amount(costOfGoods),
  }
}
