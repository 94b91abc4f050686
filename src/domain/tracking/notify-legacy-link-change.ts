import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { LegacyParameter } from './legacy-link.ts'
import { LINK_CHANGES_CHANNEL } from './notify-link-change.ts'

/** Stands behind the program's id in the payload, where a slug would: no slug begins with it. */
export const LEGACY_MARK = '?'

/**
 * Tells every redirect process, when this transaction commits, to read one legacy link anew, or without an address all of the program.
 * Payload: `programId:?parameter=value`, or `programId:?`.
 */
export async function notifyLegacyLinkChange(
  tx: Tx, programId: Uuid, address?: { readonly parameter: LegacyParameter, readonly value: string },
): Promise<void> {
  const text = address === undefined ? '' : `${address.parameter}=${address.value}`
  const payload = `${programId}:${LEGACY_MARK}${text}`
  await tx.sql({ name: 'notify-link-change', text: `select pg_notify('${LINK_CHANGES_CHANNEL}', $1)`, values: [payload] })
}
