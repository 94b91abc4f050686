import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { portalSessionQuery } from '../../api/portal-session.ts'
import { setLanguage } from '../../ui/words.ts'

/** Goes on into the portal once there is a session: in the user's own language, to where they wanted to go. */
export function useEntry(): (next?: string) => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return async (next = '/') => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'site' })
    const session = await queries.fetchQuery(portalSessionQuery)
    if (session.user?.language != null) setLanguage(session.user.language)
    // Only a place of this portal: never where an address from outside would lead.
    await router.navigate({ to: /^\/(?![/\\])/.test(next) ? next : '/', replace: true })
  }
}
