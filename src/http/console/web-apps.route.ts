import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** What `npm run web` builds, and `npm start` where it is missing. */
const DIST = path.resolve(import.meta.dirname, '../../../web/dist')

// Scripts, styles and calls of our own only. React writes styles through the document's object model, which a policy does not concern.
const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "frame-src 'self'", "manifest-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The admin app at `/admin/…` and the affiliate portals at `/p/{slug}/…`: a page each, whose script reads the address. */
export function webAppsRoute(app: FastifyInstance): void {
  if (existsSync(DIST)) {
    // Their names carry the hash of their content.
    app.register(fastifyStatic, { root: path.join(DIST, 'assets'), prefix: '/assets/', preCompressed: true, immutable: true, maxAge: '1y', index: false, dotfiles: 'ignore', decorateReply: false })
  }
  app.get('/icon.svg', async (_request, reply) => reply.header('content-type', 'image/svg+xml').header('cache-control', 'public, max-age=86400').send(await readFile(path.join(DIST, 'icon.svg'))))
  for (const url of ['/admin', '/admin/*']) app.get<Below>(url, ({ params }, reply) => sendApp(reply, 'admin', params['*'] ?? ''))
  for (const url of ['/p/:slug', '/p/:slug/*']) app.get<Below>(url, ({ params }, reply) => sendApp(reply, 'portal', params['*'] ?? ''))
}

interface Below {
  readonly Params: { readonly '*'?: string }
}

async function sendApp(reply: FastifyReply, name: 'admin' | 'portal', where: string): Promise<FastifyReply> {
  const page = await readPage(name, where).catch(() => null)
  reply.headers({
    'content-security-policy': POLICY,
    // The page names the files of one build: whoever has an old one would miss them after the next.
    'cache-control': 'no-cache',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  })
  if (page === null) return reply.code(503).header('content-type', 'text/plain; charset=utf-8').send('The web apps have not been built: npm run web\n')
  return reply.header('content-type', 'text/html; charset=utf-8').send(page)
}

/** What a scene takes beyond its app, as the build has written it down: `path` below the app, parameters as `$id`. */
interface SceneFiles {
  readonly path: string
  readonly files: readonly string[]
}

/** The page names the files of the scene at its address: the browser fetches them with the app, not when the app has run and asks for them. */
async function readPage(name: string, where: string): Promise<string> {
  const [page, scenes] = await Promise.all([readFile(path.join(DIST, `${name}.html`), 'utf8'), readFile(path.join(DIST, `${name}-scenes.json`), 'utf8')])
  const files = (JSON.parse(scenes) as readonly SceneFiles[]).find((scene) => isAt(scene.path, where))?.files ?? []
  return page.replace('</head>', `${files.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`).join('')}</head>`)
}

function isAt(scene: string, where: string): boolean {
  const [parts, steps] = [scene, where].map((one) => one.split('/').filter(Boolean)) as [string[], string[]]
  return parts.length === steps.length && parts.every((part, index) => part.startsWith('$') || part === steps[index])
}
