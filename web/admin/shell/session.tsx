import { createContext, useContext } from 'react'
import type { ConsoleSession } from '../../api/session.ts'

export const SessionContext = createContext<ConsoleSession | null>(null)

/** Who is signed in and where. Inside the frame there always is somebody. */
export function useSession(): ConsoleSession {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('a scene outside of the frame')
  return session
}

/** The currency of the program that is looked at. */
export function useCurrency(): string {
  return useSession().program.currency
}

/** Whether the user may do something: `useMay('affiliates', 'write')`. Buttons for what would be refused are not shown. */
export function useMay(module: string, access: 'read' | 'write' = 'write'): boolean {
  return may(useSession(), module, access)
}

export function may({ permissions }: ConsoleSession, module: string, access: 'read' | 'write'): boolean {
  return [permissions['admin'], permissions[module]].some((has) => has === 'write' || (has !== undefined && has === access))
}
