import type { Uuid } from '../../ids.ts'

/** What a key signs as its last act: the key that comes after it. Signed to the byte as canonical JSON. */
export interface KeyDocument {
  readonly format: 'fairshare-key/1'
  readonly programId: Uuid
  readonly id: Uuid
  /** Raw, in hex. */
  readonly publicKey: string
  readonly endorsedBy: Uuid
}

export function keyDocument(key: Omit<KeyDocument, 'format'>): KeyDocument {
  return { format: 'fairshare-key/1', programId: key.programId, id: key.id, publicKey: key.publicKey, endorsedBy: key.endorsedBy }
}
