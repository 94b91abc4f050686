import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedRequest {
  readonly path: string
  readonly origin: string | undefined
  readonly contentType: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at what was sent, whatever it is
  readonly body: any
}

/** Stands where the server would, serves the script, and keeps what the script sends. */
export interface Recorder {
  readonly origin: string
  readonly scriptUrl: string
  readonly requests: RecordedRequest[]
  /** The status of the answer to a request's body; `cut` answers nothing and closes. 200 by default. */
  answer: (body: RecordedRequest['body']) => number | 'cut'
  /** The events of all accepted requests, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly events: any[]
  reset(): void
  close(): Promise<void>
}

const SCRIPT = new URL('../../../web/sdk/affiliatus.min.js', import.meta.url)

export async function startRecorder(): Promise<Recorder> {
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const recorder: Recorder = {
    origin,
    scriptUrl: `${origin}/sdk/affiliatus.min.js`,
    requests: [],
    events: [],
    answer: () => 200,
    reset() {
      recorder.requests.length = 0
      recorder.events.length = 0
      recorder.answer = () => 200
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return void response.setHeader('content-type', 'text/javascript').end(readFileSync(SCRIPT))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString())
    const answer = recorder.answer(body)
    if (answer === 'cut') return void request.socket.destroy()
    recorder.requests.push({ path: request.url ?? '', origin: request.headers.origin, contentType: request.headers['content-type'], body })
    if (answer < 300) recorder.events.push(...(body.events ?? []))
    response.writeHead(answer, { 'access-control-allow-origin': request.headers.origin ?? '*', 'content-type': 'application/json' }).end('{"success":true}')
  }
  return recorder
}
