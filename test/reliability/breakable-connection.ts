import net from 'node:net'

/** `up` passes everything on; `down` refuses and cuts, as a stopped server does; `silent` takes everything and answers nothing, as a lost network does. */
export type ConnectionState = 'up' | 'down' | 'silent'

/** A way to a PostgreSQL that a test can break and mend. */
export class BreakableConnection {
  readonly url: string
  readonly #server: net.Server
  readonly #socketPath: string
  readonly #sockets = new Set<net.Socket>()
  #state: ConnectionState = 'up'

  private constructor(server: net.Server, socketPath: string, url: string) {
    this.#server = server
    this.#socketPath = socketPath
    this.url = url
    server.on('connection', (client) => this.#accept(client))
  }

  /** `databaseUrl` as the embedded server gives it: over a socket in a folder. */
  static async to(databaseUrl: string): Promise<BreakableConnection> {
    const [, login = '', database = '', query = ''] = /^postgresql:\/\/([^@]*)@\/([^?]*)\?(.*)$/.exec(databaseUrl) ?? []
    const parameters = new URLSearchParams(query)
    const server = net.createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    const socketPath = `${parameters.get('host')}/.s.PGSQL.${parameters.get('port')}`
    return new BreakableConnection(server, socketPath, `postgresql://${login}@127.0.0.1:${port}/${database}`)
  }

  set(state: ConnectionState): void {
    this.#state = state
    for (const socket of this.#sockets) {
      if (state === 'silent') socket.pause()
      else socket.destroy()
    }
  }

  async close(): Promise<void> {
    this.set('down')
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(client: net.Socket): void {
    this.#track(client)
    if (this.#state === 'down') client.destroy()
    if (this.#state !== 'up') return
    const server = this.#track(net.connect(this.#socketPath))
    client.pipe(server).pipe(client)
    client.once('close', () => server.destroy())
    server.once('close', () => client.destroy())
  }

  #track(socket: net.Socket): net.Socket {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#sockets.delete(socket))
    return socket
  }
}
