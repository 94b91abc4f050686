import type { Gateway } from './gateway.ts'
import { stripe } from './stripe.ts'
import { woovi } from './woovi.ts'

/** Every gateway there is. */
export const GATEWAYS: readonly Gateway[] = [stripe, woovi]

export function findGateway(kind: string): Gateway | undefined {
  return GATEWAYS.find((gateway) => gateway.kind === kind)
}
