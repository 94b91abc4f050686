import type { Database, Tx } from '../../src/db/database.ts'

/** What a fault throws: as a killed process, nobody sees the answer. */
export class Fault extends Error {}

const STATEMENTS: ReadonlySet<unknown> = new Set(['all', 'first', 'sql', 'count', 'settle'])

/** A database that fails before a statement, before a commit or right after one, whenever `fails` says so. */
export function faultyDatabase(db: Database, fails: () => boolean): Database {
  return new Proxy(db, {
    get(target, name) {
      if (name !== 'inProgram') return bound(target, name)
      return async (programId: string, work: (tx: Tx) => Promise<unknown>) => {
        const answer = await target.inProgram(programId, async (tx) => {
          const result = await work(faultyTx(tx, fails))
          if (fails()) throw new Fault('before the commit')
          return result
        })
        if (fails()) throw new Fault('after the commit')
        return answer
      }
    },
  })
}

function faultyTx(tx: Tx, fails: () => boolean): Tx {
  return new Proxy(tx, {
    get(target, name) {
      const value = bound(target, name)
      if (!STATEMENTS.has(name) || typeof value !== 'function') return value
      return (...args: unknown[]) => (fails() ? Promise.reject(new Fault(`before ${String(name)}`)) : Reflect.apply(value, undefined, args))
    },
  })
}

/** Private fields are the object's own: methods are called on it and not on the proxy. */
function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target)
  return typeof value === 'function' ? value.bind(target) : value
}
