/**
 * Memory of one process with all roles under half an hour's, or here ten minutes', mixed load: bulk and single transactions,
 * registrations, redirects. Prints the resident size each half minute and its slope after the warm-up.
 *
 *   node scripts/run.mjs bench/memory.ts
 */
import { bulkItems, makeBenchProgram } from './support/program.ts'
import { residentMib, startBenchServer } from './support/server.ts'

const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 10)
const PAUSE_MS = 250
const WARM_UP_MS = 60_000

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4496))
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const program = await makeBenchProgram(server.context, 'Memory', 10_000)
  const start = performance.now()
  const samples: { at: number; mib: number }[] = []
  const headers = { 'x-api-key': program.apiKey, 'content-type': 'application/json' }
  let next = 0
  while (performance.now() - start < MINUTES * 60_000) {
    await fetch(`${server.url}/api/v1/transaction/bulk`, { method: 'POST', headers, body: JSON.stringify(bulkItems(program, 500)) }).then((response) => response.arrayBuffer())
    await Promise.all(Array.from({ length: 20 }, (_, i) => fetch(`${server.url}/api/v1/customer`, {
      method: 'POST', headers, body: JSON.stringify({ externalId: `new-${start}-${next++}-${i}`, externalBrandId: 'bench', registrationDate: new Date().toISOString() }),
    }).then((response) => response.arrayBuffer())))
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const at = performance.now() - start
    if (at - (samples.at(-1)?.at ?? -30_000) >= 30_000) {
      samples.push({ at, mib: await residentMib(server.pid) })
      console.log(`${(at / 1_000).toFixed(0)} s: ${samples.at(-1)?.mib.toFixed(0)} MiB`)
    }
  }
  const steady = samples.filter(({ at }) => at > WARM_UP_MS)
  console.log(`memory: at most ${Math.max(...samples.map(({ mib }) => mib)).toFixed(0)} MiB (at most 350, aim 200), slope ${slope(steady).toFixed(2)} MiB/min after the warm-up (below 1)`)
}

/** Least squares, per minute. */
function slope(samples: readonly { at: number; mib: number }[]): number {
  const n = samples.length
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / n
  const meanMib = samples.reduce((sum, { mib }) => sum + mib, 0) / n
  const covariance = samples.reduce((sum, { at, mib }) => sum + (at - meanAt) * (mib - meanMib), 0)
  const variance = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  return variance === 0 ? 0 : (covariance / variance) * 60_000
}
