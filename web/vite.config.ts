import react from '@vitejs/plugin-react'
import tailwind from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

/** Where a running Fairshare answers, for the development server: `API_URL=http://localhost:4400 vite web`. */
const api = process.env['API_URL'] ?? 'http://localhost:4400'
/** What the apps do not serve themselves (sources of ours lie in /api and /portal). The origin stays the apps' own, so that cookies and the check of origins work as in production. */
const SERVER_PATHS = [
  '/api/(v1|campaigns)',
  '/v1',
  '/portal/v1',
  '/console',
  '/docs',
  '/verify',
  '/sdk',
  '/c',
  '/m',
  '/sign-in',
  '/sign-out',
]

/** Of the kit, what almost every page shows. */
const KIT =
  'amount badge broken button calendar-days class-names command-palette copy csv filter-select frame intl-formats kit-words link local-time lost-file moment overlay page scene search-input spinner states table time-zone toast url-state words'
const KIT_FILES = new RegExp(`web[\\\\/](?:ui[\\\\/](?:date-range[\\\\/])?(?:${KIT.replaceAll(' ', '|')})|api[\\\\/]client)\\.tsx?$`)
const KIT_PACKAGES = /node_modules[\\/](?:@tanstack[\\/](?!.*query)|i18next|use-sync-external-store)/

/** Few files, each asked for once: what a press opens, what most pages need, what draws. Scenes have their own. */
const CHUNKS = [
  { name: 'icons', test: /node_modules[\\/]lucide-react/ },
  { name: 'overlay', test: /node_modules[\\/](?:@base-ui|@floating-ui)[\\/](?!.*csp-)/ },
  { name: 'kit', test: (id: string) => KIT_FILES.test(id) || KIT_PACKAGES.test(id) },
  { name: 'charts', test: /node_modules[\\/]d3-|web[\\/]ui[\\/](?:charts|date-range)[\\/]/ },
].map((group) => ({ ...group, includeDependenciesRecursively: false }))

/** Files whose functions nearly all run at the start. */
const RUN_AT_ONCE = new Set(['index', 'main', 'kit', 'charts'])

/** Browsers that know the hint compile such a file while it arrives, beside the page's own thread: a sixth of the time to a usable page. */
const compileAtOnce: Plugin = {
  name: 'compile-at-once',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && RUN_AT_ONCE.has(file.name)) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
      }
    },
  },
}

// Both apps are one project: what they share is loaded once, scenes when they are opened.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  plugins: [react(), tailwind(), compileAtOnce],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers since 2024.
    target: 'es2023',
    modulePreload: { polyfill: false },
    // A data: URL would need a looser policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    strictPort: true,
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [`^${path}(/|\\?|$)`, { target: api, changeOrigin: false }])),
  },
})
