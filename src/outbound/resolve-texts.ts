import { Resolver } from 'node:dns/promises'

/** The texts that a name has in DNS; none when it has none, or nobody answers. */
export type ResolveTexts = (name: string) => Promise<readonly string[]>

const DNS_TRIES = 2
const DNS_TIMEOUT_MS = 1_500
const TEXTS_MAX = 50

/** Asks the name servers for TXT records. */
export async function resolvePublicTexts(name: string): Promise<readonly string[]> {
  try {
    const records = await new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES }).resolveTxt(name)
    return records.slice(0, TEXTS_MAX).map((parts) => parts.join(''))
  } catch {
    return []
  }
}
