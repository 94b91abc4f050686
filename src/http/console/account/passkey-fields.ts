import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

const LONGEST = 16_384
const bytes = z.string().max(LONGEST).regex(/^[A-Za-z0-9_-]*=*$/)

const credential = { id: bytes, rawId: bytes, type: z.literal('public-key'), authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional() }

/** What a browser says when it made a passkey. What it does not need is dropped; the bytes are verified afterwards. */
export const registrationResponse = z
  .object({
    ...credential,
    response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(10).optional().catch(undefined) }),
  })
  .transform((value) => ({ ...value, clientExtensionResults: {} }) as RegistrationResponseJSON)

/** What a browser says when a passkey signed. */
export const authenticationResponse = z
  .object({ ...credential, response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes.optional() }) })
  .transform((value) => ({ ...value, clientExtensionResults: {} }) as AuthenticationResponseJSON)
