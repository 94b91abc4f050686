import { setTimeout as delay } from 'node:timers/promises'
import type { Uuid } from '../domain/ids.ts'
import { LONG_TASKS, PROGRAM_TASKS, PROMPT_TASKS, UPKEEP_TASKS } from './schedule.ts'
import type { ProgramTask, UpkeepTask, WorkerContext } from './task.ts'

/** A running worker. */
export interface Worker {
  /** Starts nothing new and waits for what is under way, at most this long. A step that is cut off leaves nothing: it is one transaction. */
  stop(timeoutMs: number): Promise<void>
}

export interface WorkerTasks {
  readonly programTasks: readonly ProgramTask[]
  /** Visited by themselves, beside the others. */
  readonly longTasks?: readonly ProgramTask[]
  readonly upkeepTasks: readonly UpkeepTask[]
  /** For the whole installation, looked at every second, beside the others: somebody waits for what they do. */
  readonly promptTasks?: readonly UpkeepTask[]
}

/** Programs worked on at the same time. */
const LANES = 2
const POLL_INTERVAL_MS = 1_000
/** Programs looked at per poll, in turn; those with recent work are looked at every time. */
const QUIET_PROGRAMS_PER_POLL = 50
const RECENT_WORK_MS = 60_000
/** Steps of one task before the other programs have their turn. */
const STEPS_PER_VISIT = 20
/**
 * After a quick visit a program rests for twice as long, whatever arrives meanwhile: that goes into one step then. A step of 50 items costs nearly
 * what one of 500 does, and requests have the processor in between. Visit and rest together take no longer than this: a long step needs none.
 */
const LONGEST_WITH_REST_MS = 150
const REST_PER_VISIT = 2
const FIRST_BACKOFF_MS = 100
const LONGEST_BACKOFF_MS = 5_000
const UPKEEP_CHECK_MS = 60_000
const PROMPT_CHECK_MS = 1_000

/**
 * Starts the loop of the worker role: visits programs when a signal says so, and all of them in turn. Any number of processes may
 * run one; what must not happen twice is kept by the database.
 */
export function startWorker(context: WorkerContext, tasks: WorkerTasks = { programTasks: PROGRAM_TASKS, longTasks: LONG_TASKS, upkeepTasks: UPKEEP_TASKS, promptTasks: PROMPT_TASKS }): Worker {
  const { longTasks = [], promptTasks = [], ...others } = tasks
  const loops = [
    new WorkerLoop(context, others, UPKEEP_CHECK_MS),
    ...(longTasks.length === 0 ? [] : [new WorkerLoop(context, { programTasks: longTasks, upkeepTasks: [] }, UPKEEP_CHECK_MS)]),
    ...(promptTasks.length === 0 ? [] : [new WorkerLoop(context, { programTasks: [], upkeepTasks: promptTasks }, PROMPT_CHECK_MS)]),
  ]
  for (const loop of loops) loop.start()
  return { stop: async (timeoutMs) => void (await Promise.all(loops.map((loop) => loop.stop(timeoutMs)))) }
}

class WorkerLoop implements Worker {
  readonly #context: WorkerContext
  readonly #tasks: WorkerTasks
  readonly #upkeepCheckMs: number
  readonly #stopped = new AbortController()
  /** Programs that wait for a lane, in order of arrival. */
  readonly #queue = new Set<Uuid>()
  readonly #visits = new Map<Uuid, Promise<void>>()
  readonly #resting = new Set<Uuid>()
  readonly #failures = new Map<Uuid, { count: number; notBefore: number }>()
  readonly #lastRun = new Map<string, number>()
  readonly #lastWork = new Map<Uuid, number>()
  #background: Promise<unknown> = Promise.resolve()
  #unsubscribe: () => void = () => undefined
  #turn = 0

  constructor(context: WorkerContext, tasks: WorkerTasks, upkeepCheckMs: number) {
    this.#context = context
    this.#tasks = tasks
    this.#upkeepCheckMs = upkeepCheckMs
  }

  start(): void {
    const upkeep = this.#every(this.#upkeepCheckMs, () => this.#upkeep())
    this.#background = upkeep
    if (this.#tasks.programTasks.length === 0) return
    this.#unsubscribe = this.#context.signals.onTransactions((programId) => {
      this.#lastWork.set(programId, performance.now())
      this.#enqueue(programId)
    })
    this.#background = Promise.all([this.#every(POLL_INTERVAL_MS, () => this.#poll()), upkeep])
  }

  async stop(timeoutMs: number): Promise<void> {
    this.#unsubscribe()
    this.#stopped.abort()
    const finished = Promise.all([this.#background, ...this.#visits.values()])
    await Promise.race([finished, delay(timeoutMs, undefined, { ref: false })])
  }

  async #every(intervalMs: number, work: () => Promise<void>): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await work().catch((error: unknown) => this.#context.log.warn({ err: error }, 'the worker could not look for work'))
      await delay(intervalMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined)
    }
  }

  async #poll(): Promise<void> {
    const programs = await this.#context.db.shared((tx) => tx.sql<{ id: Uuid }>({ name: 'programs-to-visit', text: 'select id from program order by id' }))
    const since = performance.now() - RECENT_WORK_MS
    for (const [programId, at] of this.#lastWork) {
      if (at < since) this.#lastWork.delete(programId)
      else this.#enqueue(programId)
    }
    for (let i = 0; i < Math.min(programs.length, QUIET_PROGRAMS_PER_POLL); i += 1) {
      this.#turn = (this.#turn + 1) % programs.length
      const program = programs[this.#turn]
      if (program) this.#enqueue(program.id)
    }
  }

  #enqueue(programId: Uuid): void {
    this.#queue.add(programId)
    this.#fillLanes()
  }

  #fillLanes(): void {
    const now = performance.now()
    for (const programId of this.#queue) {
      if (this.#visits.size >= LANES || this.#stopped.signal.aborted) return
      // Under way or resting: it stays queued, for what arrived after that visit had looked. Backing off: the next poll brings it again.
      if (this.#visits.has(programId) || this.#resting.has(programId)) continue
      this.#queue.delete(programId)
      if (now < (this.#failures.get(programId)?.notBefore ?? 0)) continue
      const visit = this.#visit(programId).finally(() => {
        this.#visits.delete(programId)
        const tookMs = performance.now() - now
        this.#rest(programId, Math.min(REST_PER_VISIT * tookMs, LONGEST_WITH_REST_MS - tookMs))
        this.#fillLanes()
      })
      this.#visits.set(programId, visit)
    }
  }

  #rest(programId: Uuid, restMs: number): void {
    if (restMs <= 0) return
    this.#resting.add(programId)
    setTimeout(() => {
      this.#resting.delete(programId)
      this.#fillLanes()
    }, restMs).unref()
  }

  async #visit(programId: Uuid): Promise<void> {
    let hasFailed = false
    for (const task of this.#tasks.programTasks) {
      if (!this.#isDue(`${task.name} ${programId}`, task.everyMs)) continue
      // One task's trouble does not keep the others from their work.
      hasFailed = !(await this.#runTask(task, programId)) || hasFailed
    }
    if (hasFailed) this.#backOff(programId)
    else this.#failures.delete(programId)
  }

  async #runTask(task: ProgramTask, programId: Uuid): Promise<boolean> {
    try {
      for (let step = 1; !this.#stopped.signal.aborted; step += 1) {
        const hasMore = await task.run(this.#context, programId)
        this.#context.report(task.name, 'step')
        if (!hasMore) return true
        this.#lastWork.set(programId, performance.now())
        if (step === STEPS_PER_VISIT) {
          this.#lastRun.delete(`${task.name} ${programId}`)
          this.#queue.add(programId)
          return true
        }
      }
      return true
    } catch (error) {
      this.#context.report(task.name, 'failure')
      this.#context.log.error({ err: error, task: task.name, programId }, 'a task failed; it will be tried again')
      return false
    }
  }

  #isDue(key: string, everyMs: number): boolean {
    if (everyMs === 0) return true
    const last = this.#lastRun.get(key)
    const now = performance.now()
    if (last !== undefined && now - last < everyMs) return false
    this.#lastRun.set(key, now)
    return true
  }

  #backOff(programId: Uuid): void {
    const count = (this.#failures.get(programId)?.count ?? 0) + 1
    const waitMs = Math.min(FIRST_BACKOFF_MS * 2 ** count, LONGEST_BACKOFF_MS) * (0.5 + Math.random() / 2)
    this.#failures.set(programId, { count, notBefore: performance.now() + waitMs })
    // Looked at again with the programs that have work.
    this.#lastWork.set(programId, performance.now())
  }

  async #upkeep(): Promise<void> {
    for (const task of this.#tasks.upkeepTasks) {
      if (this.#stopped.signal.aborted || !this.#isDue(task.name, task.everyMs)) continue
      try {
        await task.run(this.#context)
        this.#context.report(task.name, 'step')
      } catch (error) {
        // Due again at the next check.
        this.#lastRun.delete(task.name)
        this.#context.report(task.name, 'failure')
        this.#context.log.error({ err: error, task: task.name }, 'a task failed; it will be tried again')
      }
    }
  }
}
