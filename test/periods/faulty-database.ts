import { Database, REQUEST_LIMITS, type Tx } from '../../src/db/database.ts'

/** What a process was doing when it died, as its database saw it. */
export type FaultPlace = 'before a statement' | 'after a statement' | 'before the commit' | 'after the commit'

/** Thrown where the process would have died. */
export class Died extends Error {}

/** A database whose transactions die at a given place: `at` counts statements of one transaction from 0. */
export class FaultyDatabase extends Database {
  #fault: { readonly place: FaultPlace; readonly at: number } | undefined
  /** Statements of the last transaction, so far as it got. */
  statements = 0

  constructor(url: string) {
    super(url, REQUEST_LIMITS, () => undefined)
  }

  /** The next transaction dies there, if it gets there. */
  dieAt(place: FaultPlace, at = 0): void {
    this.#fault = { place, at }
  }

  override async inProgram<T>(programId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const fault = this.#fault
    this.#fault = undefined
    this.statements = 0
    const result = await super.inProgram(programId, async (tx) => {
      const done = await work(this.#watched(tx, fault))
      if (fault?.place === 'before the commit') {
        await tx.settle()
        throw new Died(fault.place)
      }
      return done
    })
    if (fault?.place === 'after the commit') throw new Died(fault.place)
    return result
  }

  #watched(tx: Tx, fault: { readonly place: FaultPlace; readonly at: number } | undefined): Tx {
    const run = async <T>(statement: () => Promise<T>): Promise<T> => {
      const isMeant = fault?.at === this.statements
      this.statements += 1
      if (isMeant && fault.place === 'before a statement') throw new Died(fault.place)
      const result = await statement()
      if (isMeant && fault.place === 'after a statement') throw new Died(fault.place)
      return result
    }
    const all: Tx['all'] = (statement) => run(() => tx.all(statement))
    const sql: Tx['sql'] = (statement) => run(() => tx.sql(statement))
    const count: Tx['count'] = (statement) => run(() => tx.count(statement))
    const watched: Partial<Tx> = { all, sql, count }
    return new Proxy(tx, {
      get(target, name) {
        const own: unknown = Reflect.get(watched, name) ?? Reflect.get(target, name, target)
        return typeof own === 'function' ? own.bind(target) : own
      },
    })
  }
}
