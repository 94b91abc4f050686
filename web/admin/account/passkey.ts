import type { AuthenticationResponseJSON } from '@simplewebauthn/browser'
import { consoleApi } from '../../api/client.ts'

/** Asks the browser for a passkey of this site. Throws when none is used. */
export async function askForPasskey(): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return startAuthentication({ optionsJSON: await consoleApi.send('POST /sign-in/passkey-options', {}) })
}

/** Whether this browser makes passkeys for this site: over https or on this machine, and for a name rather than an address. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && !/^[\d.]+$|:/.test(location.hostname)
}
