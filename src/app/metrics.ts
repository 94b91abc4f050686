import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client'

const requestSeconds = new Histogram({
  name: 'fairshare_http_request_duration_seconds',
  help: 'Time to answer a request of the API.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
})
const taskSteps = new Counter({ name: 'fairshare_task_steps_total', help: 'Steps that tasks of the worker have finished.', labelNames: ['task'] })
const taskFailures = new Counter({ name: 'fairshare_task_failures_total', help: 'Steps that failed and will be tried again.', labelNames: ['task'] })
const databaseErrors = new Counter({ name: 'fairshare_database_errors_total', help: 'Database connections that were lost.' })

/** Notes an answered request; `route` is the pattern (`/api/v1/brand/:brandId`), never the path. */
export function observeRequest(method: string, route: string, status: number, seconds: number): void {
  requestSeconds.observe({ method, route, status }, seconds)
}

export function countTaskStep(task: string): void {
  taskSteps.inc({ task })
}

export function countTaskFailure(task: string): void {
  taskFailures.inc({ task })
}

export function countDatabaseError(): void {
  databaseErrors.inc()
}

/** A figure of now that is asked for when the metrics are read, like the depth of a queue. */
export function measure(name: string, help: string, read: () => number): void {
  register.removeSingleMetric(name)
  new Gauge({ name, help, collect() { this.set(read()) } })
}

/** A count that somebody else keeps and that only grows. */
export function countFrom(name: string, help: string, read: () => number): void {
  register.removeSingleMetric(name)
  new Counter({
    name,
    help,
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}

/** Serves Prometheus at /metrics. @throws when the port is taken. */
export async function startMetricsServer(host: string, port: number): Promise<Server> {
  collectDefaultMetrics({ prefix: 'fairshare_' })
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    register.metrics().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return server
}
