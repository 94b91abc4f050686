import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Language } from '../ui/words.ts'
import { type ApiError, nameProgram, send } from './request.ts'

/** Who is signed in at the admin app: `GET /console/session`; 401 for strangers. */
export interface ConsoleSession {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly language: Language | null }
  readonly role: 'owner' | 'admin' | 'manager' | 'finance' | 'viewer'
  /** By module: what the role allows here. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  readonly operator: { readonly id: string; readonly name: string }
  readonly program: ConsoleProgram
  /** All programs that this user may switch to. */
  readonly programs: readonly ConsoleProgram[]
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  /** False: mails can only be read in the outbox. */
  readonly sendsMail: boolean
}

export interface ConsoleProgram {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly isTest: boolean
  readonly portalUrl: string | null
}

const STALE_MS = 60_000

export const consoleSessionQuery = queryOptions<ConsoleSession, ApiError>({
  queryKey: ['/console', 'session'],
  queryFn: async ({ signal }) => {
    const session = (await send('/console', 'GET /session', {}, signal)) as ConsoleSession
    nameProgram(session.program.id)
    return session
  },
  staleTime: STALE_MS,
  retry: false,
})

export function useConsoleSession() {
  return useQuery(consoleSessionQuery)
}
