import { ImportRefusal } from '../import-refusal.ts'

/** How the bytes of a file may stand for text. `windows-1252` is taken on somebody's word only: every file could be that. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

/** A file cut anywhere is looked at as far as this. */
const LOOKED_AT_BYTES = 64 * 1024

/** What the first bytes of a file say: UTF-16 has a mark or a zero in every second byte, all the rest must be UTF-8. */
export function detectEncoding(start: Uint8Array): TextEncoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const seen = start.subarray(0, LOOKED_AT_BYTES)
  seen.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > seen.length / 4 && even === 0) return 'utf-16le'
  if (even > seen.length / 4 && odd === 0) return 'utf-16be'
  return 'utf-8'
}

/** The bytes of a file as text, as they come. A byte order mark is left out. Throws ImportRefusal `not_utf8` or `not_utf16`. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    const rest = decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    if (encoding === 'utf-8') throw new ImportRefusal('not_utf8', 'The file is not UTF-8. Save it as "CSV UTF-8", or say that it is windows-1252 (Latin-1).')
    throw new ImportRefusal('not_utf16', 'The file begins like UTF-16 and goes on like something else.')
  }
}
