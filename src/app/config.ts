import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

export const ROLES = ['api', 'redirect', 'worker'] as const
export type Role = (typeof ROLES)[number]

/** Requests per minute, each counted per credential (unauthenticated, sdkEvents and entrance: per network). */
export type RateLimitSettings = Readonly<Record<keyof typeof RATE_LIMITS, number>>

/** Of the operator API the first two, of the campaign API events to campaign; entrance: signing up and in at portals. */
const RATE_LIMITS = { default: 600, transactions: 6_000, unauthenticated: 600, events: 70, sdkEvents: 70, affiliates: 70, campaign: 100, entrance: 60 }

/** The settings of one process, read once at its start. */
export interface Config {
  readonly roles: readonly Role[]
  readonly host: string
  readonly port: number
  readonly redirectPort: number
  /** Absolute. */
  readonly dataDir: string
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  readonly databaseAppUrl: string | undefined
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly metricsPort: number | undefined
  /** As Fastify takes it: nobody, a number of hops, or addresses and networks. */
  readonly trustProxy: false | number | readonly string[]
  readonly outboundAllow: readonly string[]
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  readonly logLevel: string
  readonly geoipDb: string | undefined
  /** Newest first. Undefined: the one generated into the data folder. */
  readonly secretKeys: readonly string[] | undefined
  readonly rateLimits: RateLimitSettings | 'off'
}

/** A setting that is wrong or missing: one line that names the variable. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigError'
  }
}

interface Documentation {
  /** What `.env.example` says about it. */
  readonly about: string
  /** Shown as the value in `.env.example`; the real default unless `isExample`. */
  readonly shown: string
  readonly isExample?: true
  /** The value is never repeated in an error. */
  readonly isSecret?: true
}

const documented = z.registry<Documentation>()

const port = z.string().regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535').transform(Number).refine((value) => value <= 65_535, 'must be a port number from 0 to 65535')
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/.+/, 'must be a URL like postgresql://user:password@host:5432/database')
const list = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
const network = z.string().refine(isNetwork, 'must be addresses or networks separated by commas, like 127.0.0.1,10.0.0.0/8')

export const settingsSchema = z.object({
  ROLES: list.pipe(z.array(z.enum(['all', ...ROLES], `must be all, or some of ${ROLES.join(', ')}`)).min(1, 'must name a role'))
    .default(['all']).register(documented, { shown: 'all', about: 'What this process does: all, or some of api, redirect, worker separated by commas. --roles does the same.' }),
  HOST: z.string().min(1).default('127.0.0.1').register(documented, { shown: '127.0.0.1', about: 'The address where API, web and redirect listen; 0.0.0.0 for every interface.' }),
  PORT: port.default(4400).register(documented, { shown: '4400', about: 'The port where API, web and redirect listen.' }),
  REDIRECT_PORT: port.optional().register(documented, { shown: '4401', isExample: true, about: 'A port of its own for the redirect. Default: PORT.' }),
  DATA_DIR: z.string().min(1).default('./data').register(documented, { shown: './data', about: 'Folder of the embedded database, the click spool and generated secrets.' }),
  DATABASE_URL: postgresUrl.optional().register(documented, {
    shown: 'postgresql://fairshare:password@localhost:5432/fairshare', isExample: true, isSecret: true,
    about: 'PostgreSQL 15 to 18, as the owner of the schema (it migrates, and may create roles). Default: an embedded PostgreSQL in DATA_DIR.',
  }),
  DATABASE_APP_URL: postgresUrl.optional().register(documented, {
    shown: 'postgresql://fairshare_login:password@localhost:5432/fairshare', isExample: true, isSecret: true,
    about: 'The same database as the role that serves requests: no superuser, no BYPASSRLS, not the owner. Default: a role made at the start.',
  }),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).transform((url) => url.replace(/\/+$/, '')).optional()
    .register(documented, { shown: 'https://partners.example.com', isExample: true, about: 'The address that users see, for links and mails. Default: http://localhost:PORT.' }),
  METRICS_PORT: port.optional().register(documented, { shown: '9464', isExample: true, about: 'Serves Prometheus metrics at /metrics on this port of HOST. Default: off.' }),
  TRUST_PROXY: z.union([z.string().regex(/^\d{1,2}$/).transform(Number), network.pipe(list)], 'must be a number of hops, or addresses and networks separated by commas')
    .optional().register(documented, { shown: '127.0.0.1,10.0.0.0/8', isExample: true, about: 'Who may set X-Forwarded-*: a number of hops, or addresses and networks. Default: nobody.' }),
  OUTBOUND_ALLOW: network.pipe(list).default([]).register(documented, {
    shown: '10.0.0.0/8', isExample: true, about: 'Networks outside the public internet that calls to a payer may reach, also by plain http. Default: none.',
  }),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be a URL like smtps://user:password@host:465' }).optional()
    .register(documented, { shown: 'smtps://user:password@mail.example.com:465', isExample: true, isSecret: true, about: 'Mail server. Without it mails are kept in the outbox (dashboard, Mail), to be read there.' }),
  MAIL_FROM: z.string().min(3).optional().register(documented, { shown: 'Partners <partners@example.com>', isExample: true, about: 'Sender of mails. Default: the user of SMTP_URL if it is an address, else fairshare@ the host of PUBLIC_URL.' }),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be trace, debug, info, warn, error, fatal or silent').default('info')
    .register(documented, { shown: 'info', about: 'trace, debug, info, warn, error, fatal or silent.' }),
  GEOIP_DB: z.string().min(1).optional().register(documented, { shown: '/usr/share/GeoIP/country.mmdb', isExample: true, about: 'A country database in MMDB format. Default: the bundled one.' }),
  SECRET_KEY: list.pipe(z.array(z.string().min(32, 'must have at least 32 characters')).min(1, 'must have at least 32 characters')).optional()
    .register(documented, {
      shown: 'at-least-32-random-characters-here', isExample: true, isSecret: true,
      about: 'Click keys and the database role are derived from it; the same for all processes. To rotate: new,old. Default: generated into DATA_DIR.',
    }),
  RATE_LIMITS: z.string().transform(parseRateLimits).default(RATE_LIMITS).register(documented, {
    shown: JSON.stringify(RATE_LIMITS),
    about: 'Requests per minute and key (unauthenticated, sdkEvents, entrance: per network) as JSON, those that differ; or off for benchmarks.',
  }),
})

type Settings = z.output<typeof settingsSchema>

/**
 * Reads the settings from the environment. Every variable has a `…_FILE` twin that names a file with the value.
 * @throws ConfigError naming the first variable that is wrong.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, rolesOption?: string): Config {
  const values = rolesOption === undefined ? readValues(environment) : { ...readValues(environment), ROLES: rolesOption }
  const parsed = settingsSchema.safeParse(values)
  if (parsed.success) return configOf(parsed.data)
  const issue = parsed.error.issues[0]
  const name = String(issue?.path[0])
  throw new ConfigError(`${name}: ${issue?.message}${shownValue(name, values[name])}`)
}

/** The text of `.env.example`. */
export function describeSettings(): string {
  const blocks = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const { about, shown, isExample } = documentationOf(schema)
    return `# ${about}\n${isExample ? `# Example: ${name}=${shown}` : `# ${name}=${shown}`}\n`
  })
  return `# Settings of Fairshare, all optional. Made by "npm run env-example" from src/app/config.ts; copy what you change to your environment.
# Each has a twin with _FILE behind its name, for a file that holds the value (secrets of containers): DATABASE_URL_FILE=/run/secrets/database

${blocks.join('\n')}`
}

function documentationOf(schema: z.ZodType): Documentation {
  const found = documented.get(schema)
  if (found === undefined) throw new Error('a setting has no documentation')
  return found
}

function readValues(environment: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {}
  for (const name of Object.keys(settingsSchema.shape)) {
    const value = readValue(environment, name)
    // A variable set to nothing is how compose files and shells say "not set".
    if (value !== undefined && value !== '') values[name] = value
  }
  return values
}

function readValue(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const file = environment[`${name}_FILE`]
  if (file === undefined || file === '') return environment[name]
  if (environment[name]) throw new ConfigError(`${name}_FILE: ${name} is set too; set one of them`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new ConfigError(`${name}_FILE: cannot read ${file} (${error instanceof Error && 'code' in error ? error.code : error})`)
  }
}

function shownValue(name: string, value: string | undefined): string {
  const schema = Object.entries(settingsSchema.shape).find(([key]) => key === name)?.[1]
  if (value === undefined || schema === undefined || documentationOf(schema).isSecret) return ''
  return ` (it is "${value.length > 80 ? `${value.slice(0, 80)}…` : value}")`
}

function configOf(settings: Settings): Config {
  return {
    roles: settings.ROLES.includes('all') ? ROLES : ROLES.filter((role) => settings.ROLES.includes(role)),
    host: settings.HOST,
    port: settings.PORT,
    redirectPort: settings.REDIRECT_PORT ?? settings.PORT,
    dataDir: path.resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    databaseAppUrl: appUrlOf(settings),
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    metricsPort: settings.METRICS_PORT,
    trustProxy: settings.TRUST_PROXY === 0 || settings.TRUST_PROXY === undefined ? false : settings.TRUST_PROXY,
    outboundAllow: settings.OUTBOUND_ALLOW,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    logLevel: settings.LOG_LEVEL,
    geoipDb: settings.GEOIP_DB,
    secretKeys: settings.SECRET_KEY,
    rateLimits: settings.RATE_LIMITS,
  }
}

function appUrlOf(settings: Settings): string | undefined {
  if (settings.DATABASE_APP_URL !== undefined && settings.DATABASE_URL === undefined) {
    throw new ConfigError('DATABASE_URL: is needed when DATABASE_APP_URL is set')
  }
  return settings.DATABASE_APP_URL
}

function isNetwork(text: string): boolean {
  return text.split(',').every((part) => {
    const [address = '', bits, ...rest] = part.trim().split('/')
    const family = isIP(address)
    const isMask = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
    return family !== 0 && isMask && rest.length === 0
  })
}

const RATE_LIMIT_NAMES = Object.keys(RATE_LIMITS) as (keyof typeof RATE_LIMITS)[]
const rateLimitsSchema = z.partialRecord(z.enum(RATE_LIMIT_NAMES), z.int().positive())

function parseRateLimits(text: string, context: z.RefinementCtx): RateLimitSettings | 'off' {
  if (text === 'off') return 'off'
  const parsed = rateLimitsSchema.safeParse(parseJson(text))
  if (parsed.success) return { ...RATE_LIMITS, ...parsed.data }
  context.addIssue({ code: 'custom', message: `must be off, or JSON with some of ${RATE_LIMIT_NAMES.join(', ')} as whole numbers above 0` })
  return z.NEVER
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
