import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Language } from '../ui/words.ts'
import { type ApiError, send } from './request.ts'

/** Who is signed in at a portal: `GET /portal/v1/session`; 401 for strangers. */
export interface PortalSession {
  readonly site: string
  readonly affiliate: {
    readonly id: string
    readonly number: number
    readonly name: string
    readonly status: 'pending' | 'active' | 'inactive'
    readonly referralCode: string | null
    readonly currency: string
  }
  /** Null: an operator who looks at the portal as the affiliate sees it. */
  readonly user: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: 'owner' | 'member' | 'viewer'
    readonly language: Language | null
    readonly hasPassword: boolean
    readonly hasSecondFactor: boolean
  } | null
  readonly isOperator: boolean
  readonly mayChangePayouts: boolean
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
}

const STALE_MS = 60_000

export const portalSessionQuery = queryOptions<PortalSession, ApiError>({
  queryKey: ['/portal/v1', 'session'],
  queryFn: ({ signal }) => send('/portal/v1', 'GET /session', {}, signal) as Promise<PortalSession>,
  staleTime: STALE_MS,
  retry: false,
})

export function usePortalSession() {
  return useQuery(portalSessionQuery)
}
