import { hash, verify } from '@node-rs/argon2'
import { hashInTurn } from './hash-in-turn.ts'

/** argon2id with 19 MiB, two passes, one lane: some 25 ms of a core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The hash of a random password that nobody knows: whoever has no account is compared with it. */
const NOBODYS_HASH = '$argon2id$v=19$m=19456,t=2,p=1$2Nnzmsq5S1kSbp+9u1L7Mw$pmD3FOxXLM47sG+A31f8WrhsquGpCjF33ei2uyqS2Nw'

/** The hash of an operator user's password, made beside the event loop. Call it before the transaction. Throws `rate_limited`. */
export function hashOperatorPassword(password: string): Promise<string> {
  return hashInTurn(() => hash(normal(password), COST))
}

/** Whether a password is the one that was hashed. Null (no such user, no password): false, after the same work. Throws `rate_limited`. */
export async function isOperatorPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const isEqual = await hashInTurn(() => verify(passwordHash ?? NOBODYS_HASH, normal(password)))
  return isEqual && passwordHash !== null
}

/** However an accent was typed, it is the same password. */
function normal(password: string): string {
  return password.normalize('NFKC')
}
