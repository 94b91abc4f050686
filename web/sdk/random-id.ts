const BYTES = 16

/** Unguessable where the browser can do that: `crypto.randomUUID` is missing on plain http. */
export function randomId(): string {
  const bytes = new Uint8Array(BYTES)
  try {
    crypto.getRandomValues(bytes)
  } catch {
    for (let i = 0; i < BYTES; i += 1) bytes[i] = Math.random() * 256
  }
  return [...bytes].map((byte) => (byte + 256).toString(16).slice(1)).join('')
}
