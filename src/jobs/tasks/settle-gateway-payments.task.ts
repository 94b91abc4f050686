import { settlePayments } from '../../domain/gateways/settle-payments.ts'
import type { ProgramTask } from '../task.ts'

export const settleGatewayPaymentsTask: ProgramTask = {
  name: 'settle-gateway-payments',
  everyMs: 5_000,
  async run(context, programId) {
    const { hasMore } = await settlePayments(context, programId)
    return hasMore
  },
}
