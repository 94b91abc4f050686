import type { SetUpResult } from '../domain/operators/set-up.ts'
import type { Config } from './config.ts'

/** What a person who has just started the program needs: where everything is and, the first time, how to get in. */
export function greet(config: Config, seconds: number, firstRun: SetUpResult | undefined): string {
  const url = config.publicUrl
  const lines = [`Fairshare is ready after ${seconds.toFixed(1)} s.`, '', ...config.roles.flatMap((role) => WHERE[role](url, config))]
  lines.push(line('Data', config.databaseUrl === undefined ? `${config.dataDir} (embedded PostgreSQL)` : `${config.dataDir} and your PostgreSQL`))
  if (config.metricsPort !== undefined) lines.push(line('Metrics', `http://${config.host}:${config.metricsPort}/metrics`))
  if (firstRun) {
    lines.push(
      '',
      'First start: an operator, a program and an administrator were made.',
      line('Sign in', `${firstRun.signInUrl}`),
      line('API key', firstRun.apiKey),
      'Both are shown this once. The link signs in once; "bin/fairshare setup" and "bin/fairshare key create" make new ones.',
    )
  }
  return `${lines.join('\n')}\n`
}

const WHERE: Readonly<Record<Config['roles'][number], (url: string, config: Config) => string[]>> = {
  api: (url) => [line('API', `${url}/api/v1`), line('Reference', `${url}/docs`)],
  redirect: (url, config) => [line('Links', config.redirectPort === config.port ? `${url}/c/…` : `port ${config.redirectPort}, /c/…`)],
  worker: () => [],
}

function line(name: string, value: string): string {
  return `  ${name.padEnd(10)} ${value}`
}
