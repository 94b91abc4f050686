import react from '@vitejs/plugin-react'
import tailwind from '@tailwindcss/vite'
import { defineConfig } from 'vite'

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

// Both apps are one project: what they share is loaded once, scenes when they are opened.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  plugins: [react(), tailwind()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers since 2024.
    target: 'es2023',
    modulePreload: { polyfill: false },
    // A data: URL would need a looser policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    strictPort: true,
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [`^${path}(/|\\?|$)`, { target: api, changeOrigin: false }])),
  },
})
