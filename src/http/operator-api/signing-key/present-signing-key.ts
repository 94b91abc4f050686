import { z } from 'zod'
import { fingerprintOf, type PublicSigningKey } from '../../../domain/statements/sealing/signing-keys.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const signingKeyAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    createdBy: z.string(),
    retiredAt: answeredInstant.nullable().meta({ description: 'What it has signed stays valid; it signs nothing any more.' }),
    publicKey: z.string().meta({ description: 'Ed25519, raw, in hex.' }),
    fingerprint: z.string().meta({ description: 'SHA-256 of the public key, in hex: what a statement on paper shows, and what verifiers are told to trust.' }),
    endorsedBy: answeredId.nullable().meta({ description: 'The key before it, which signed it: who trusts that one can trust this one. Null: it is the first.' }),
  })
  .meta({ id: 'SigningKey' })

export function presentSigningKey({ createdAt, publicKey, endorsement, ...key }: PublicSigningKey): object {
  return { ...key, createdTs: createdAt, publicKey: publicKey.toString('hex'), fingerprint: fingerprintOf(publicKey), endorsedBy: endorsement?.keyId ?? null }
}
