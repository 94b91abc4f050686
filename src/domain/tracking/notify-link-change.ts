import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** The channel on which redirect processes hear what changed. Payload: `programId`, or `programId:slug` for one link. */
export const LINK_CHANGES_CHANNEL = 'fairshare_links'

/**
 * Tells every redirect process, when this transaction commits, to read links anew: one link by its slug, or without a slug all of the
 * program. To be called wherever a link, tracker, affiliate, brand, product, click domain, the program or its test clock changes.
 */
export async function notifyLinkChange(tx: Tx, programId: Uuid, slug?: string): Promise<void> {
  const payload = slug === undefined ? programId : `${programId}:${slug}`
  await tx.sql({ name: 'notify-link-change', text: `select pg_notify('${LINK_CHANGES_CHANNEL}', $1)`, values: [payload] })
}
