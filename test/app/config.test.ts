import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeSettings, readConfig, settingsSchema } from '../../src/app/config.ts'

let folder: string
beforeAll(async () => { folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-config-')) })
afterAll(() => rm(folder, { recursive: true }))

describe('settings', () => {
  test('without any variable everything has its documented default', () => {
    expect(readConfig({})).toEqual({
      roles: ['api', 'redirect', 'worker'],
      host: '127.0.0.1',
      port: 4400,
      redirectPort: 4400,
      dataDir: path.resolve('data'),
      databaseUrl: undefined,
      databaseAppUrl: undefined,
      publicUrl: 'http://localhost:4400',
      metricsPort: undefined,
      trustProxy: false,
      outboundAllow: [],
      smtpUrl: undefined,
      mailFrom: undefined,
      logLevel: 'info',
      geoipDb: undefined,
      secretKeys: undefined,
      rateLimits: { default: 600, transactions: 6_000, unauthenticated: 600, events: 70, sdkEvents: 70, affiliates: 70, campaign: 100, entrance: 60 },
    })
  })

  test.each`
    variable            | value                        | setting            | expected
    ${'ROLES'}          | ${'worker, api'}             | ${'roles'}         | ${['api', 'worker']}
    ${'ROLES'}          | ${'all'}                     | ${'roles'}         | ${['api', 'redirect', 'worker']}
    ${'PORT'}           | ${'8080'}                    | ${'publicUrl'}     | ${'http://localhost:8080'}
    ${'PORT'}           | ${'8080'}                    | ${'redirectPort'}  | ${8080}
    ${'PORT'}           | ${''}                        | ${'port'}          | ${4400}
    ${'PUBLIC_URL'}     | ${'https://x.example/'}      | ${'publicUrl'}     | ${'https://x.example'}
    ${'TRUST_PROXY'}    | ${'2'}                       | ${'trustProxy'}    | ${2}
    ${'TRUST_PROXY'}    | ${'0'}                       | ${'trustProxy'}    | ${false}
    ${'TRUST_PROXY'}    | ${'127.0.0.1,10.0.0.0/8'}    | ${'trustProxy'}    | ${['127.0.0.1', '10.0.0.0/8']}
    ${'OUTBOUND_ALLOW'} | ${'fd00::/8'}                | ${'outboundAllow'} | ${['fd00::/8']}
    ${'RATE_LIMITS'}    | ${'off'}                     | ${'rateLimits'}    | ${'off'}
    ${'RATE_LIMITS'}    | ${'{"default":5}'}           | ${'rateLimits'}    | ${{ default: 5, transactions: 6_000, unauthenticated: 600, events: 70, sdkEvents: 70, affiliates: 70, campaign: 100, entrance: 60 }}
    ${'SECRET_KEY'}     | ${`${'n'.repeat(32)},${'o'.repeat(32)}`} | ${'secretKeys'} | ${['n'.repeat(32), 'o'.repeat(32)]}
  `('$variable=$value is read', ({ variable, value, setting, expected }) => {
    expect(readConfig({ [variable]: value })).toHaveProperty(setting, expected)
  })

  test.each`
    variable              | value                   | message
    ${'ROLES'}            | ${'api,web'}            | ${'ROLES: must be all, or some of api, redirect, worker (it is "api,web")'}
    ${'PORT'}             | ${'65536'}              | ${'PORT: must be a port number from 0 to 65535 (it is "65536")'}
    ${'PORT'}             | ${'44oo'}               | ${'PORT: must be a port number from 0 to 65535 (it is "44oo")'}
    ${'METRICS_PORT'}     | ${'-1'}                 | ${'METRICS_PORT: must be a port number from 0 to 65535 (it is "-1")'}
    ${'DATABASE_URL'}     | ${'mysql://u:secret@h'} | ${'DATABASE_URL: must be a URL like postgresql://user:password@host:5432/database'}
    ${'DATABASE_APP_URL'} | ${'postgresql://u@h/d'} | ${'DATABASE_URL: is needed when DATABASE_APP_URL is set'}
    ${'PUBLIC_URL'}       | ${'partners.example'}   | ${'PUBLIC_URL: must be an http or https URL (it is "partners.example")'}
    ${'TRUST_PROXY'}      | ${'10.0.0.0/33'}        | ${'TRUST_PROXY: must be a number of hops, or addresses and networks separated by commas (it is "10.0.0.0/33")'}
    ${'OUTBOUND_ALLOW'}   | ${'example.com'}        | ${'OUTBOUND_ALLOW: must be addresses or networks separated by commas, like 127.0.0.1,10.0.0.0/8 (it is "example.com")'}
    ${'LOG_LEVEL'}        | ${'loud'}               | ${'LOG_LEVEL: must be trace, debug, info, warn, error, fatal or silent (it is "loud")'}
    ${'SECRET_KEY'}       | ${'too short'}          | ${'SECRET_KEY: must have at least 32 characters'}
    ${'RATE_LIMITS'}      | ${'{"default":0}'}      | ${'RATE_LIMITS: must be off, or JSON with some of default, transactions, unauthenticated, events, sdkEvents, affiliates, campaign, entrance as whole numbers above 0 (it is "{"default":0}")'}
  `('$variable=$value is refused in one line that names it', ({ variable, value, message }) => {
    expect(() => readConfig({ [variable]: value })).toThrow(message)
    expect(message).not.toContain('\n')
  })

  test('--roles wins over ROLES', () => {
    expect(readConfig({ ROLES: 'api' }, 'worker').roles).toEqual(['worker'])
  })
})

describe('the _FILE twin of every variable', () => {
  test.each(Object.keys(settingsSchema.shape))('%s_FILE names a file with the value', async (name) => {
    const file = path.join(folder, name)
    await writeFile(file, 'nonsense, refused by every variable that is checked\n')
    const direct = outcome({ [name]: 'nonsense, refused by every variable that is checked' })
    expect(outcome({ [`${name}_FILE`]: file })).toEqual(direct)
  })

  test('must be readable, and the only one of the two', async () => {
    expect(() => readConfig({ SECRET_KEY_FILE: path.join(folder, 'absent') })).toThrow(/^SECRET_KEY_FILE: cannot read .*absent \(ENOENT\)$/)
    expect(() => readConfig({ PORT: '1', PORT_FILE: path.join(folder, 'PORT') })).toThrow('PORT_FILE: PORT is set too; set one of them')
  })
})

test('.env.example is what the schema says; "npm run env-example" writes it', async () => {
  expect(await readFile(new URL('../../.env.example', import.meta.url), 'utf8')).toBe(describeSettings())
})

test('.env.example documents every variable, with an example that is accepted', () => {
  for (const name of Object.keys(settingsSchema.shape)) {
    const example = new RegExp(`^# (?:Example: )?${name}=(.+)$`, 'm').exec(describeSettings())?.[1]
    expect(example, name).toBeDefined()
    expect(() => readConfig({ DATABASE_URL: 'postgresql://u@h/d', [name]: example })).not.toThrow()
  }
})

function outcome(environment: NodeJS.ProcessEnv): unknown {
  try {
    return readConfig(environment)
  } catch (error) {
    return String(error)
  }
}
