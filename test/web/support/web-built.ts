import { inject } from 'vitest'
import { buildWeb } from '../../../scripts/build-web.ts'
import { onConnection } from '../../../src/db/single-connection.ts'

const BUILD_LOCK = 4_400_005

/**
 * Runs something that reads web/dist while nobody rebuilds it, with the apps built from the sources as they are; with WEB=as-built from
 * what was built last, for a moment when they do not build.
 */
export async function withWebBuilt<T>(read: () => Promise<T>): Promise<T> {
  return onConnection(inject('serverUrl'), async (client) => {
    await client.query(`select pg_advisory_lock(${BUILD_LOCK})`)
    if (process.env['WEB'] !== 'as-built') await buildWeb()
    return read()
  })
}
