import { affiliatesKind } from './affiliates.ts'
import { couponsKind } from './coupons.ts'
import { customersKind } from './customers.ts'
import type { ImportKind, ImportKindName } from './import-kind.ts'
import { legacyLinksKind } from './legacy-links.ts'
import { transactionsKind } from './transactions.ts'

/** Every kind of data that can be brought along in a file. */
export const KIND_OF: Readonly<Record<ImportKindName, ImportKind>> = {
  customers: customersKind,
  transactions: transactionsKind,
  affiliates: affiliatesKind,
  coupons: couponsKind,
  legacy_links: legacyLinksKind,
}
