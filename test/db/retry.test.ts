import net, { type AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isConnectionFailure } from '../../src/db/retry.ts'

/** Takes connections and says nothing, as a server does that is too busy. */
const silent = net.createServer()
beforeAll(() => new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve)))
afterAll(() => void silent.close())

test('a server that does not answer in time is waited for, as one that is not there', async () => {
  const { port } = silent.address() as AddressInfo
  const failures = [port, 1].map((at) => new pg.Client({ connectionString: `postgresql://fairshare@127.0.0.1:${at}/fairshare`, connectionTimeoutMillis: 50 }).connect().catch((error: unknown) => error))
  expect((await Promise.all(failures)).map(isConnectionFailure)).toEqual([true, true])
})
