import { Secret, TOTP } from 'otpauth'

const SECRET_BYTES = 20
const PERIOD_SECONDS = 30
const DIGITS = 6
/** Of the clocks of phones. */
const STEPS_APART = 1

/** A new secret for an authenticator app, in base32. */
export function makeTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What a QR code shows the app. */
export function totpUri(secret: string, { issuer, account }: { readonly issuer: string; readonly account: string }): string {
  return totpOf(secret, issuer, account).toString()
}

/**
 * The time step that a code is of, at most one apart from now; null: it is wrong. Whoever calls keeps the step and takes no code of it or of an
 * earlier one again.
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const digits = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const apart = totpOf(secret).validate({ token: digits, timestamp: now.getTime(), window: STEPS_APART })
  return apart === null ? null : Math.floor(now.getTime() / 1_000 / PERIOD_SECONDS) + apart
}

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: DIGITS, period: PERIOD_SECONDS, issuer, label })
}
