import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What a site asks of a passkey. */
export interface Asked {
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
}

/** A passkey in software: makes one key and signs with it, as a browser would say it. */
export class Authenticator {
  readonly #id = randomBytes(16)
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #counter = 0

  register({ challenge, origin, rpId }: Asked): object {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    // {1: 2, 3: -7, -1: 1, -2: x, -3: y}: an elliptic key on P-256 for ES256.
    const key = Buffer.concat([Buffer.from('a5010203262001', 'hex'), Buffer.from('215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.#id.length)
    const data = Buffer.concat([this.#data(rpId, 0x45), Buffer.alloc(16), length, this.#id, key])
    const attestation = Buffer.concat([Buffer.from('a3', 'hex'), text('fmt'), text('none'), text('attStmt'), Buffer.from('a0', 'hex'), text('authData'), bytes(data)])
    return this.#answer({ clientDataJSON: clientData('webauthn.create', challenge, origin), attestationObject: attestation.toString('base64url'), transports: ['internal'] })
  }

  /** Counts on, as real ones do; `counter`: as a copy that has fallen behind would. */
  signIn({ challenge, origin, rpId }: Asked, counter = this.#counter + 1): object {
    this.#counter = counter
    const data = this.#data(rpId, 0x05)
    const client = clientData('webauthn.get', challenge, origin)
    const signed = Buffer.concat([data, createHash('sha256').update(Buffer.from(client, 'base64url')).digest()])
    const signature = sign('sha256', signed, this.#keys.privateKey)
    return this.#answer({ clientDataJSON: client, authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') })
  }

  /** Whom it speaks to, that somebody was there and known (`flags`), how often it was used. */
  #data(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter])
  }

  #answer(response: object): object {
    const id = this.#id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }
}

function clientData(type: string, challenge: string, origin: string): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url')
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}

function bytes(value: Buffer): Buffer {
  const head = Buffer.from([0x59, 0, 0])
  head.writeUInt16BE(value.length, 1)
  return Buffer.concat([head, value])
}
