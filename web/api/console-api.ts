import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import type { Language } from '../ui/words.ts'
import type { ConsoleSession } from './session.ts'

interface Call<Body = undefined, Answer = undefined, Params = undefined> {
  readonly params: Params
  readonly query: undefined
  readonly body: Body
  readonly answer: Answer
}

/** A second factor as it is typed. */
export type GivenFactor = { readonly code: string } | { readonly recoveryCode: string }
export type FactorMethod = 'totp' | 'passkey' | 'recovery_code'

export interface SignInAnswer {
  readonly state: 'signed_in' | 'second_factor'
  readonly methods?: readonly FactorMethod[]
}

export interface OwnSession {
  readonly id: string
  readonly network: string | null
  readonly agent: string | null
  readonly createdTs: string
  readonly lastSeenTs: string | null
  readonly isCurrent: boolean
}

export interface OwnPasskey {
  readonly id: string
  readonly name: string
  readonly createdTs: string
  readonly lastUsedTs: string | null
}

export interface SecondFactors {
  readonly hasTotp: boolean
  readonly passkeys: readonly OwnPasskey[]
  readonly recoveryCodesLeft: number
}

/** Codes are shown this once; null: there are some already. */
export interface FactorChange {
  readonly recoveryCodes: readonly string[] | null
}

type OfId = { readonly id: string }

/** The calls below `/console`: who somebody is. For our own pages only, so that there is no public document of them. */
export interface ConsoleApi {
  readonly 'GET /session': Call<undefined, ConsoleSession>
  readonly 'DELETE /session': Call
  readonly 'POST /session/program': Call<{ readonly programId: string }>
  readonly 'GET /sessions': Call<undefined, { readonly items: readonly OwnSession[] }>
  readonly 'DELETE /sessions': Call
  readonly 'DELETE /sessions/{id}': Call<undefined, undefined, OfId>
  readonly 'POST /sign-in': Call<{ readonly email: string; readonly password: string }, SignInAnswer>
  readonly 'POST /sign-in/second-factor': Call<GivenFactor, SignInAnswer>
  readonly 'POST /sign-in/passkey-options': Call<undefined, PublicKeyCredentialRequestOptionsJSON>
  readonly 'POST /sign-in/passkey': Call<{ readonly response: AuthenticationResponseJSON }, SignInAnswer>
  readonly 'POST /password': Call<{ readonly current?: string; readonly password: string }>
  readonly 'POST /password-reset': Call<{ readonly email: string }>
  readonly 'POST /password-reset/complete': Call<{ readonly token: string; readonly password: string }>
  readonly 'POST /invitation': Call<
    { readonly token: string },
    { readonly operatorName: string; readonly email: string; readonly role: ConsoleSession['role'] }
  >
  readonly 'POST /invitation/accept': Call<
    { readonly token: string; readonly name: string; readonly password: string; readonly language: Language },
    SignInAnswer
  >
  readonly 'PATCH /profile': Call<{ readonly name?: string; readonly language?: Language | null }>
  readonly 'POST /address': Call<{ readonly email: string }>
  readonly 'POST /address/confirm': Call<{ readonly token: string }>
  readonly 'POST /fresh': Call<{ readonly password: string; readonly factor?: GivenFactor }>
  readonly 'POST /fresh/passkey': Call<{ readonly response: AuthenticationResponseJSON }>
  readonly 'GET /second-factors': Call<undefined, SecondFactors>
  readonly 'POST /totp': Call<undefined, { readonly secret: string; readonly uri: string }>
  readonly 'POST /totp/confirm': Call<{ readonly code: string }, FactorChange>
  readonly 'DELETE /totp': Call<undefined, FactorChange>
  readonly 'POST /recovery-codes': Call<undefined, FactorChange>
  readonly 'POST /passkeys/options': Call<undefined, PublicKeyCredentialCreationOptionsJSON>
  readonly 'POST /passkeys': Call<{ readonly name: string; readonly response: RegistrationResponseJSON }, FactorChange>
  readonly 'DELETE /passkeys/{id}': Call<undefined, FactorChange, OfId>
}
