import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { portalSessionQuery } from './api/portal-session.ts'
import { ApiError } from './api/request.ts'
import { consoleSessionQuery } from './api/session.ts'
import { applyTheme } from './ui/theme.ts'
import './ui/theme.css'

applyTheme()

const STALE_MS = 10_000
const TRIES = 2
const queries: QueryClient = new QueryClient({
  // A session that ended meanwhile: whoever asks who is signed in leads to the entrance.
  queryCache: new QueryCache({
    onError: (error, { queryKey: [, name] }) => {
      if (error instanceof ApiError && error.status === 401 && name !== 'session') void queries.invalidateQueries({ queryKey: [isPortal ? '/portal/v1' : '/console', 'session'] })
    },
  }),
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
const App = lazy(async () => ({ default: (isPortal ? await import('./portal/main.tsx') : await import('./admin/main.tsx')).App }))

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no root')
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Suspense><App /></Suspense>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
