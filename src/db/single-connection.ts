import pg from 'pg'

/** Runs work on one connection of its own, for what is done rarely and not as the application: migrating, describing, backup. */
export async function onConnection<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, keepAlive: true, application_name: 'fairshare owner' })
  // A lost connection fails the statement that runs on it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
