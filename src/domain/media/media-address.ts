import { isUuid, type Uuid } from '../ids.ts'

/** What a public address of a medium says: the program, so that its rows can be read, and a key that nobody can guess (122 bits). */
export interface MediaAddress {
  readonly programId: Uuid
  readonly key: Uuid
}

/** Of 32 bytes. */
const ADDRESS = /^[A-Za-z0-9_-]{43}$/
const UUID_BYTES = 16

/** The last part of the address under which a medium's file is served: `/m/{address}`. */
export function writeMediaAddress({ programId, key }: MediaAddress): string {
  return Buffer.from((programId + key).replaceAll('-', ''), 'hex').toString('base64url')
}

/** Null: not an address of ours. */
export function readMediaAddress(text: string): MediaAddress | null {
  if (!ADDRESS.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  const [programId, key] = [uuidOf(bytes.subarray(0, UUID_BYTES)), uuidOf(bytes.subarray(UUID_BYTES))]
  return isUuid(programId) && isUuid(key) ? { programId, key } : null
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The address that pages load a medium's file from. */
export function mediaFileUrl(publicUrl: string, address: MediaAddress): string {
  return `${publicUrl.replace(/\/+$/, '')}/m/${writeMediaAddress(address)}`
}
