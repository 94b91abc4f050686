import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { portalSessionQuery } from './api/portal-session.ts'
import { ApiError, wordRefusals } from './api/request.ts'
import { type ConsoleSession, consoleSessionQuery } from './api/session.ts'
import { applyTheme } from './ui/theme.ts'
import './ui/theme.css'

applyTheme()
wordRefusals(async () => (await import('./ui/refusals/in-words.ts')).inWords)

const STALE_MS = 10_000
const TRIES = 2
const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey: [, name] }) => void askWhoIsThere(error, name) }),
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      // What was refused stays refused; what was not answered may be.
      retry: (count, error) => count < TRIES && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
  },
})

// The address says which app: the portal of a program, or the admin app. Who is signed in is asked while it loads.
const isPortal = location.pathname.startsWith('/p/')
void (isPortal ? queries.prefetchQuery(portalSessionQuery) : queries.prefetchQuery(consoleSessionQuery))

/** The app with the scene that the browser was opened on, so that the first that is drawn is the page. */
async function openApp(): Promise<ReactNode> {
  try {
    const { open } = isPortal ? await import('./portal/main.tsx') : await import('./admin/main.tsx')
    return await open()
  } catch (error) {
    const { Broken } = await import('./ui/broken.tsx')
    return (
      <main>
        <Broken error={error} />
      </main>
    )
  }
}

/** A session that ended, or that another window took to another program: who is there decides what is shown, and then it is asked for again. */
async function askWhoIsThere(error: Error, name: unknown): Promise<void> {
  if (!(error instanceof ApiError) || name === 'session' || (error.status !== 401 && error.status !== 403)) return
  const before = programOf(queries.getQueryData(consoleSessionQuery.queryKey))
  await queries.invalidateQueries({ queryKey: [isPortal ? '/portal/v1' : '/console', 'session'] })
  const after = programOf(queries.getQueryData(consoleSessionQuery.queryKey))
  if (after !== before) await queries.invalidateQueries()
}

function programOf(session: ConsoleSession | undefined): string | undefined {
  return session?.program.id
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no root')
void openApp().then((app) =>
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queries}>{app}</QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  ),
)
