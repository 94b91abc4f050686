import { Coalescer } from '../../app/coalescer.ts'
import type { Uuid } from '../ids.ts'
import type { Gateway } from './gateway.ts'
import { type GatewayDependencies, type TakenDelivery, takeDeliveries } from './take-deliveries.ts'

/** Deliveries of one gateway to one program that share a commit. */
const SHARED_MAX = 20

interface Call {
  readonly programId: Uuid
  readonly gateway: Gateway
  readonly delivery: TakenDelivery
}

/**
 * Deliveries of one gateway to one program are taken in one after another, since they may be about the same payment; those that come
 * meanwhile share the next commit. So a burst of one program holds one connection.
 */
export class DeliveryQueue {
  readonly #coalescer: Coalescer<string, Call, null>

  constructor(dependencies: GatewayDependencies) {
    this.#coalescer = new Coalescer((_lane, calls) => takeTogether(dependencies, calls), { maxBatch: SHARED_MAX })
  }

  /** Answers when the delivery and its effect are committed. */
  async take(programId: Uuid, gateway: Gateway, delivery: TakenDelivery): Promise<void> {
    await this.#coalescer.submit(`${programId} ${gateway.kind}`, { programId, gateway, delivery })
  }
}

async function takeTogether(dependencies: GatewayDependencies, calls: readonly Call[]): Promise<null[]> {
  const [first] = calls
  if (first !== undefined) await takeDeliveries(dependencies, first.programId, first.gateway, calls.map(({ delivery }) => delivery))
  return calls.map(() => null)
}
