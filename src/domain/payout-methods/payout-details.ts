/** Where money is to go, by kind: checked and in one form. Only ever in memory; at rest it is sealed, elsewhere there is the hint of it. */
export type PayoutDetails = BankDetails | PixDetails | PaypalDetails | WiseDetails | CryptoDetails | OtherDetails

export const PAYOUT_METHOD_KINDS = ['bank', 'pix', 'paypal', 'wise', 'crypto', 'other'] as const
export type PayoutMethodKind = (typeof PAYOUT_METHOD_KINDS)[number]

export interface BankDetails {
  readonly kind: 'bank'
  readonly holderName: string
  /** ISO 3166-1 alpha-2, where the account is. */
  readonly country: string
  /** Without spaces. Either this, or account number and bank code. */
  readonly iban: string | null
  readonly bic: string | null
  readonly accountNumber: string | null
  /** What the country tells banks apart by: routing number, sort code, bank and branch. */
  readonly bankCode: string | null
}

export const PIX_KEY_TYPES = ['cpf', 'cnpj', 'email', 'phone', 'random'] as const
export type PixKeyType = (typeof PIX_KEY_TYPES)[number]

export interface PixDetails {
  readonly kind: 'pix'
  readonly keyType: PixKeyType
  /** As the directory of keys (DICT) writes it: digits of a CPF, `+5511987654321`, addresses and UUIDs in lower case. */
  readonly key: string
  readonly holderName: string
  /** CPF or CNPJ of the holder. */
  readonly taxId: string | null
}

export interface PaypalDetails {
  readonly kind: 'paypal'
  readonly email: string
}

/** One of the two. */
export interface WiseDetails {
  readonly kind: 'wise'
  readonly email: string | null
  readonly account: string | null
}

export const CRYPTO_NETWORKS = ['bitcoin', 'ethereum', 'polygon', 'bsc', 'arbitrum', 'optimism', 'base', 'tron'] as const
export type CryptoNetwork = (typeof CRYPTO_NETWORKS)[number]

export interface CryptoDetails {
  readonly kind: 'crypto'
  readonly network: CryptoNetwork
  readonly address: string
  /** What is sent: BTC, USDT. */
  readonly asset: string
}

export interface OtherDetails {
  readonly kind: 'other'
  readonly instructions: string
}
