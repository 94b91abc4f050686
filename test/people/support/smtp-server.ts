import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A mail server for tests: keeps what it was sent. */
export interface SmtpServer {
  readonly url: string
  readonly mails: readonly { readonly to: string; readonly data: string }[]
  /** What it says to the next recipients, one each, before it takes mails again. */
  readonly refusals: string[]
  close(): Promise<void>
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: { to: string; data: string }[] = []
  const refusals: string[] = []
  const server = createServer((socket) => talk(socket, mails, refusals))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, mails, refusals, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

function talk(socket: Socket, mails: { to: string; data: string }[], refusals: string[]): void {
  let buffer = ''
  let to = ''
  let isData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8')
    for (;;) {
      const mark = isData ? '\r\n.\r\n' : '\r\n'
      const end = buffer.indexOf(mark)
      if (end < 0) return
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + mark.length)
      if (isData) {
        isData = false
        mails.push({ to, data: line })
        say('250 taken')
      } else if (/^rcpt/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? ''
        say(refusals.shift() ?? '250 ok')
      } else if (/^data/i.test(line)) {
        isData = true
        say('354 go on')
      } else if (/^quit/i.test(line)) {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
  })
  say('220 test')
}
