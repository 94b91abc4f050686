import { keccak_256 } from '@noble/hashes/sha3.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes, bytesToHex } from '@noble/hashes/utils.js'
import { bech32, bech32m, createBase58check } from '@scure/base'
import { CRYPTO_NETWORKS, type CryptoDetails, type CryptoNetwork } from '../payout-details.ts'
import { type DetailFields, oneOf, type Reading } from './detail-fields.ts'

const base58check = createBase58check(sha256)

/**
 * An address with its network and what is sent. Every address is checked by the checksum that it carries: a payment to a mistyped one is
 * lost. So addresses in a form without checksum (EVM in lower case) are refused.
 */
export function readCryptoDetails(fields: DetailFields): CryptoDetails {
  const network = fields.required('network', oneOf(CRYPTO_NETWORKS))
  const address = fields.required('address', (text) => readAddress(network, text.trim()))
  const asset = network === 'bitcoin' ? (fields.optional('asset', oneOf(['BTC'])) ?? 'BTC') : fields.required('asset', readAsset)
  return { kind: 'crypto', network: network ?? 'bitcoin', address: address ?? '', asset: asset ?? '' }
}

function readAsset(text: string): Reading {
  return /^[A-Z0-9]{2,12}$/.test(text) ? { value: text } : { code: 'invalid_asset', message: 'Expected the short name of what is sent, like USDT.' }
}

function readAddress(network: CryptoNetwork | null, text: string): Reading {
  const value = network === null ? text : ADDRESS_READERS[network](text)
  return value === null ? { code: 'invalid_address', message: `Expected an address of ${network} with its checksum.` } : { value }
}

const ADDRESS_READERS: Readonly<Record<CryptoNetwork, (text: string) => string | null>> = {
  bitcoin: readBitcoin, ethereum: readEvm, polygon: readEvm, bsc: readEvm, arbitrum: readEvm, optimism: readEvm, base: readEvm, tron: readTron,
}

/** EIP-55: a letter is a capital where the hash of the address has a high digit. */
function readEvm(text: string): string | null {
  const digits = /^0x([0-9a-fA-F]{40})$/.exec(text)?.[1]
  if (digits === undefined) return null
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits.toLowerCase())))
  const checked = [...digits.toLowerCase()].map((digit, index) => (Number.parseInt(hash.charAt(index), 16) >= 8 ? digit.toUpperCase() : digit)).join('')
  return checked === digits ? text : null
}

const TRON_VERSION = 0x41

function readTron(text: string): string | null {
  const bytes = decodeBase58(text)
  return bytes?.length === 21 && bytes[0] === TRON_VERSION ? text : null
}

/** Pay to public key hash, and to script hash, of the main network. */
const BITCOIN_VERSIONS: readonly (number | undefined)[] = [0x00, 0x05]

function readBitcoin(text: string): string | null {
  if (/^bc1/i.test(text)) return readSegwit(text)
  const bytes = decodeBase58(text)
  return bytes?.length === 21 && BITCOIN_VERSIONS.includes(bytes[0]) ? text : null
}

/** BIP 173 and 350. Versions after 1 have no meaning yet: what is sent to them anybody may take. */
function readSegwit(text: string): string | null {
  const [v0, v1] = [decodeWitness(bech32, text), decodeWitness(bech32m, text)]
  const isV0 = v0?.version === 0 && (v0.program.length === 20 || v0.program.length === 32)
  const isV1 = v1?.version === 1 && v1.program.length === 32
  return isV0 || isV1 ? text.toLowerCase() : null
}

function decodeWitness(coder: typeof bech32 | typeof bech32m, text: string): { readonly version: number | undefined; readonly program: Uint8Array } | null {
  const decoded = coder.decodeUnsafe(text)
  if (decoded === undefined || decoded.prefix !== 'bc') return null
  const program = coder.fromWordsUnsafe(decoded.words.slice(1))
  return program === undefined ? null : { version: decoded.words[0], program }
}

function decodeBase58(text: string): Uint8Array | null {
  try {
    return base58check.decode(text)
  } catch {
    return null
  }
}
