import { useEffect, useState } from 'react'

/** The token of a mail's link. It stands behind the #, which goes to no server and no log; the address bar forgets it. */
export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
  return token
}
