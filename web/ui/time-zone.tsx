import { createContext, useContext } from 'react'

/** The program's time zone: every time on a screen is the program's, not the reader's. */
export const TimeZoneContext = createContext('UTC')

export function useTimeZone(): string {
  return useContext(TimeZoneContext)
}
