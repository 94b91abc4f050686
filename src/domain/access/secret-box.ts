import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Keeps what an operator entrusted to us (secrets of their other services) unreadable in the database: AES-256-GCM under keys that are not
 * in it. What is sealed for one place cannot be opened in another.
 */
export class SecretBox {
  readonly #keys: readonly [Buffer, ...Buffer[]]

  /** Newest key first: it seals, all of them open. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.#keys = keys
  }

  /** `place` names where it is kept, program included: `gateway <program> stripe`. */
  seal(text: string, place: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#keys[0], nonce).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** Null: sealed for another place, altered, or under a key that has been taken away. */
  open(sealed: Buffer, place: string): string | null {
    for (const key of this.#keys) {
      const text = openWith(key, sealed, place)
      if (text !== null) return text
    }
    return null
  }

  /**
   * By what equal texts of a place can be found without opening them, while nobody without the keys learns from it which text it is: one for
   * each key, newest first.
   */
  fingerprints(text: string, place: string): readonly [Buffer, ...Buffer[]] {
    const [newest, ...older] = this.#keys
    return [fingerprint(newest, text, place), ...older.map((key) => fingerprint(key, text, place))]
  }
}

function fingerprint(key: Buffer, text: string, place: string): Buffer {
  // A key of its own: the one of the box encrypts.
  const ownKey = Buffer.from(hkdfSync('sha256', key, '', 'fairshare fingerprint', KEY_BYTES))
  return createHmac('sha256', ownKey).update(`${place}\0${text}`).digest()
}

function openWith(key: Buffer, sealed: Buffer, place: string): string | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

/** The key of a secret box, of an installation's secret. */
export function deriveBoxKey(installationSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', installationSecret, '', 'fairshare secret box', KEY_BYTES))
}
