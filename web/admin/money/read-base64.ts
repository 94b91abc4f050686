/** The bytes of a file in base64, as calls carry them; piece by piece, so that large ones fit on the stack. */
export async function readBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const pieces: string[] = []
  // A multiple of three: the pieces join without padding.
  for (let start = 0; start < bytes.length; start += PIECE_BYTES)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE_BYTES))))
  return pieces.join('')
}

const PIECE_BYTES = 24_576
