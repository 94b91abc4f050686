import { createContext, useContext } from 'react'
import type { PortalSession } from '../../api/portal-session.ts'

export const SessionContext = createContext<PortalSession | null>(null)

/** Who is signed in. Inside the frame there always is somebody. */
export function useSession(): PortalSession {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('a scene outside of the frame')
  return session
}

/** The currency of the affiliate that is looked at. */
export function useCurrency(): string {
  return useSession().affiliate.currency
}

/** Whether the user may do something. Buttons for what would be refused are not shown. */
export function useMay(module: string, access: 'read' | 'write' = 'write'): boolean {
  const has = useSession().permissions[module]
  return has === 'write' || (has !== undefined && has === access)
}
