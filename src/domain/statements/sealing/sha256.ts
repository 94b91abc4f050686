import { hash } from 'node:crypto'

/**
 * SHA-256; texts are UTF-8. Through a text of one character per byte: bytes that Node makes directly come with memory of their own, which
 * takes three times as long as the hash of a short leaf, and a period has millions.
 */
export function sha256(content: string | Uint8Array): Buffer {
  return Buffer.from(hash('sha256', content, 'binary'), 'latin1')
}
