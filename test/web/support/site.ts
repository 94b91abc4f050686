import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A merchant's site: the same page under every path, reached under two origins. */
export interface Site {
  readonly port: number
  /** `http://127.0.0.1:port` */
  readonly origin: string
  /** `http://localhost:port`: another origin for a browser. */
  readonly otherOrigin: string
  /** What is inside `<head>`. */
  head: string
  /** Beside `Content-Type`. */
  headers: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function startSite(): Promise<Site> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...site.headers })
    response.end(`<!doctype html><html><head><title>A shop</title>${site.head}</head><body></body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const site: Site = {
    port,
    origin: `http://127.0.0.1:${port}`,
    otherOrigin: `http://localhost:${port}`,
    head: '',
    headers: {},
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return site
}
