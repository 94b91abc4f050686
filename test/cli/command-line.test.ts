import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCommands } from '../../src/cli/command-line.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { createInstallation, type Installation, runCommand } from './run-command.ts'

let installation: Installation
const SETUP = ['setup', '--operator', 'Bet Ltd', '--program', 'BetTest', '--currency', 'EUR', '--time-zone', 'Europe/Malta', '--admin', 'ann@bet.example']

beforeAll(async () => {
  installation = await createInstallation()
  expect(await installation.json('migrate')).toMatchObject({ applied: expect.arrayContaining([expect.stringContaining('foundation')]) })
})
afterAll(() => installation.close())

describe('setup', () => {
  test('answers ids, a sign-in link and a key, and on repeating the same ids with a new key', async () => {
    const first = JSON.parse((await installation.run(...SETUP, '--json')).stdout)
    const second = await installation.json(...SETUP)
    expect(Object.keys(first)).toEqual(['operatorId', 'programId', 'campaignId', 'adminEmail', 'signInUrl', 'apiKey'])
    expect(first.apiKey).toMatch(/^fsk_live_[0-9A-Za-z]{36}$/)
    expect({ ...second, apiKey: '', signInUrl: '' }).toEqual({ ...first, apiKey: '', signInUrl: '' })
    expect(second.apiKey).not.toBe(first.apiKey)
  })

  test('sets the billing plan of the operator, and leaves it when none is given', async () => {
    const billingPlan = () => onConnection(`${installation.environment['DATABASE_URL']}`, async (client) => (await client.query("select billing_plan from operator where name = 'Bet Ltd'")).rows)
    await installation.json(...SETUP, '--billing-plan', 'starter')
    expect(await billingPlan()).toEqual([{ billing_plan: 'starter' }])
    await installation.json(...SETUP)
    expect(await billingPlan()).toEqual([{ billing_plan: 'starter' }])
    expect((await installation.call(...SETUP, '--billing-plan', 'gold')).exitCode).toBe(2)
    await installation.json(...SETUP, '--billing-plan', 'premium')
    expect(await billingPlan()).toEqual([{ billing_plan: 'premium' }])
  })

  test('refuses the same program with another currency: exit code 1, and the reason as one JSON document', async () => {
    const { exitCode, stdout, stderr } = await installation.run(...SETUP.with(SETUP.indexOf('EUR'), 'USD'), '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ code: 'state_conflict', detail: expect.stringContaining('currency') })
    expect(stderr).toContain('currency')
  })
})

describe('usage', () => {
  test.each([
    ['a missing option', ['setup', '--operator', 'x']],
    ['an unknown command', ['sing']],
    ['an unknown option', ['verify', '--loudly']],
    ['a choice that there is not', ['demo', '--size', 'huge']],
    ['a field that is none', ['brand', 'create', 'just-words']],
    ['an invalid field', ['brand', 'create', 'name=No landing page']],
  ])('%s is exit code 2 and says what is wrong on standard error only', async (_, args) => {
    const { exitCode, stdout, stderr } = await installation.call(...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).not.toBe('')
  })

  test('a process of its own ends with the same exit code and keeps standard output clean', async () => {
    expect(await installation.run('sing')).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringContaining('unknown command') })
  })

  test('a wrong setting is named', async () => {
    const { exitCode, stderr } = await runCommand(['verify'], { ...installation.environment, PORT: 'http' }, installation.folder)
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('PORT') })
  })

  const verbs = [
    'setup', 'migrate', 'key create', 'key list', 'key revoke', 'program create', 'program list', 'program show', 'program set', 'brand create', 'brand list', 'brand show',
    'brand set', 'product create', 'plan create', 'plan version', 'plan assign', 'plan text', 'plan diff', 'plan fairness', 'affiliate create', 'coupon create', 'coupon set', 'tracker create', 'link create', 'period list', 'period show', 'period preview',
    'period close', 'period seal', 'statement list', 'statement show', 'statement file', 'invoice list', 'invoice show', 'payout-run prepare', 'payout-run list',
    'payout-run show', 'payout-run approve', 'payout-run send', 'payout-run cancel', 'payout-run file', 'payout list', 'payout show', 'payout settle', 'payout fail',
    'payout return', 'payout cancel', 'import customers',
    'import transactions', 'import affiliates', 'import coupons', 'import legacy-links', 'explain', 'story', 'verify', 'verify-statement', 'demo', 'export', 'backup', 'restore', 'restored', 'doctor',
  ]
  test('every verb has help with an example', async () => {
    for (const verb of verbs) {
      const command = verb.split(' ').reduce((parent, name) => parent.commands.find((one) => one.name() === name) ?? expect.fail(`no command ${verb}`), createCommands())
      let help = ''
      command.configureOutput({ writeOut: (text) => { help += text } }).outputHelp()
      expect(help).toContain('--json')
      expect(help).toContain(`Example:\n  fairshare ${verb}`)
    }
  })

  test('--help goes to standard output with exit code 0', async () => {
    const { exitCode, stdout } = await installation.run('plan', 'create', '--help')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('fairshare plan create') })
  })
})

describe('resources take and print the JSON of the API', () => {
  test('a link is made from brand, affiliate and tracker, listed, shown and changed', async () => {
    const brand = await installation.json('brand', 'create', 'name=BetTest', 'externalId=bettest', 'landingPageUrl=https://bettest.example?btag=[ClickKey]', 'autoApprove:=false')
    expect(brand).toMatchObject({ name: 'BetTest', autoApprove: false, status: 'active', deductions: [] })
    const affiliate = await installation.json('affiliate', 'create', '{"name": "northlight", "country": "MT"}')
    const tracker = await installation.json('tracker', 'create', `affiliateId=${affiliate.id}`, 'name=youtube')
    const link = await installation.json('link', 'create', `trackerId=${tracker.id}`, `brandId=${brand.id}`)
    expect(link.url).toBe(`http://localhost:4400/c/${link.slug}`)
    const changed = await installation.json('link', 'set', link.id, 'status=inactive')
    expect(await installation.json('link', 'show', link.id)).toEqual(changed)
    expect((await installation.json('brand', 'list', 'externalId=bettest')).items).toEqual([brand])
  })

  test('a coupon is made for an affiliate, listed, shown and changed', async () => {
    const affiliate = await installation.json('affiliate', 'create', 'name=anna')
    const coupon = await installation.json('coupon', 'create', 'code=anna10', `affiliateId=${affiliate.id}`)
    expect(coupon).toMatchObject({ code: 'ANNA10', affiliateId: affiliate.id, status: 'active' })
    const changed = await installation.json('coupon', 'set', coupon.id, 'status=inactive')
    expect(await installation.json('coupon', 'show', coupon.id)).toEqual(changed)
    expect((await installation.json('coupon', 'list', 'code=Anna10')).items).toEqual([changed])
  })

  test('a payout method is made for an affiliate, listed, shown and replaced, and its details are not printed', async () => {
    const affiliate = await installation.json('affiliate', 'create', 'name=berta')
    const method = await installation.json('payout-method', 'create', `affiliateId=${affiliate.id}`, 'kind=paypal', 'details:={"email": "berta@example.com"}', 'reason=A form')
    expect(method).toMatchObject({ hint: 'b…@example.com', status: 'held', isDefault: true })
    const changed = await installation.json('payout-method', 'set', method.id, 'details:={"email": "other@example.com"}', 'reason=Another form')
    expect(changed).toMatchObject({ replacesId: method.id, hint: 'o…@example.com' })
    expect(await installation.json('payout-method', 'show', method.id)).toMatchObject({ status: 'archived', events: [{ kind: 'created' }] })
    const { stdout } = await installation.call('payout-method', 'list', `affiliateId=${affiliate.id}`)
    expect(stdout).toContain('o…@example.com')
    expect(stdout).not.toMatch(/other@|berta@/)
  })

  test('a period is listed, previewed and not closed before it is over', async () => {
    const [period] = (await installation.json('period', 'list')).items
    expect(await installation.json('period', 'show', period.id)).toEqual(period)
    expect(await installation.json('period', 'preview', period.id)).toMatchObject({ period, affiliates: 0, closing: 0, warnings: [] })
    expect((await installation.call('period', 'list')).stdout).toMatch(new RegExp(`^${period.id} +open `, 'm'))
    for (const verb of ['close', 'seal']) expect(await installation.call('period', verb, period.id)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('period') })
    for (const noun of ['statement', 'invoice']) expect((await installation.call(noun, 'list', `period=${period.id}`)).stdout).toBe(`There are no ${noun}s.\n`)
  })

  test('an account to pay from is made and renamed, and shown by a hint', async () => {
    const account = await installation.json('paying-account', 'create', 'kind=sepa', 'name=House bank', 'details:={"holderName": "Acme Ltd", "iban": "DE89370400440532013000"}')
    expect(account).toMatchObject({ hint: 'DE89 … 3000', isDefault: true })
    expect(await installation.json('paying-account', 'set', account.id, 'name=Old bank')).toMatchObject({ name: 'Old bank', hint: 'DE89 … 3000' })
  })

  test('a legal entity is made and changed', async () => {
    const entity = await installation.json('legal-entity', 'create', 'name=Acme Ltd', 'address=Valletta', 'country=MT', 'taxId=mt 1167 9112', 'prefix=ACME')
    expect(entity).toMatchObject({ taxId: 'MT11679112', isDefault: true })
    expect(await installation.json('legal-entity', 'set', entity.id, 'name=Acme Holding Ltd')).toMatchObject({ name: 'Acme Holding Ltd', prefix: 'ACME' })
  })

  test('a payout run is prepared, found empty, and not approved or sent', async () => {
    const run = await installation.json('payout-run', 'prepare')
    expect(run).toMatchObject({ status: 'empty', cause: 'user', payouts: [] })
    expect((await installation.json('payout-run', 'list', 'status=empty')).items).toEqual([run])
    expect(await installation.json('payout-run', 'show', run.id)).toEqual(run)
    for (const verb of [['approve', run.id], ['send', run.id, 'rail=manual']]) {
      expect(await installation.call('payout-run', ...verb)).toMatchObject({ exitCode: 1, stderr: 'The run is empty.\n' })
    }
    expect((await installation.call('payout-run', 'file', run.id)).exitCode).toBe(1)
    expect((await installation.call('payout', 'list')).stdout).toBe('There are no payouts.\n')
  })

  test('a plan is made, gets a version, and is assigned', async () => {
    const file = await installation.file('plan.json', JSON.stringify({ name: 'Hybrid', version: { components: [{ type: 'revenue_share', rate: '30' }] } }))
    const plan = await installation.json('plan', 'create', `@${file}`)
    const versioned = await installation.json('plan', 'version', plan.id, 'effectiveFrom=2027-01-01T00:00:00.000Z', 'components:=[{"type": "revenue_share", "rate": "35"}]')
    expect(versioned.version).toMatchObject({ version: 2, components: [{ rate: '35' }] })
    expect(await installation.json('plan', 'assign', plan.id)).toMatchObject({ affiliateId: null, brandId: null })
    expect((await installation.call('plan', 'text', plan.id, '1', '--words', 'es')).stdout).toContain('Tasa: 30 %.')
    expect((await installation.call('plan', 'diff', plan.id, '1', '2')).stdout).toContain('Revenue share – Rate: from “30 %” to “35 %”.')
    expect((await installation.json('plan', 'fairness', plan.id, '1')).items).toHaveLength(11)
  })

  test('an object that exists already, or does not, is refused', async () => {
    await installation.call('brand', 'create', 'name=Once', 'externalId=once', 'landingPageUrl=https://once.example')
    const again = await installation.call('brand', 'create', 'name=Once', 'externalId=once', 'landingPageUrl=https://once.example', '--json')
    expect({ exitCode: again.exitCode, problem: JSON.parse(again.stdout) }).toMatchObject({ exitCode: 1, problem: { code: 'already_exists', errors: [{ path: 'externalId' }] } })
    expect((await installation.call('brand', 'show', '019abc00-0000-7000-8000-000000000001')).exitCode).toBe(1)
    expect((await installation.call('explain', 'not-an-id')).exitCode).toBe(1)
  })

  test('keys are made with what they may do, listed and revoked', async () => {
    const key = await installation.json('key', 'create', '--name', 'Web shop', '--allow', 'customers:write', '--allow', 'reports:read')
    expect(key).toMatchObject({ key: expect.stringMatching(/^fsk_live_/), permissions: { customers: 'write', reports: 'read' }, revokedTs: null })
    expect((await installation.json('key', 'revoke', key.id)).revokedTs).not.toBeNull()
    expect((await installation.json('key', 'list', '--limit', '1')).items[0]).toMatchObject({ id: key.id, name: 'Web shop' })
    expect((await installation.call('key', 'create', '--name', 'x', '--allow', 'everything')).exitCode).toBe(2)
  })

  test('where there are several programs, one has to be named', async () => {
    const added = await installation.json('program', 'create', 'name=Second', 'currency=BRL', 'timeZone=America/Sao_Paulo')
    expect(added).toMatchObject({ name: 'Second', currency: 'BRL', apiKey: expect.stringMatching(/^fsk_live_/) })
    const ambiguous = await installation.call('affiliate', 'list', '--json')
    expect({ exitCode: ambiguous.exitCode, problem: JSON.parse(ambiguous.stdout) }).toMatchObject({ exitCode: 1, problem: { code: 'program_ambiguous' } })
    expect((await installation.json('affiliate', 'list', '--program', 'Second')).items).toEqual([])
    expect(await installation.json('program', 'set', 'Second', 'organicTracking=reject')).toMatchObject({ id: added.id, organicTracking: 'reject' })
    expect((await installation.json('program', 'list')).items.map(({ name }: { name: string }) => name)).toEqual(['BetTest', 'Second'])
  })
})

test('doctor finds an installation in order, and says what is not', async () => {
  const healthy = await installation.json('doctor')
  expect(healthy.checks.map(({ name }: { name: string }) => name)).toEqual(['database', 'schema', 'partitions', 'clock', 'roles', 'spool', 'disk'])
  expect(healthy.checks.filter(({ ok, name }: { ok: boolean; name: string }) => !ok && name !== 'disk')).toEqual([])
  const ill = await runCommand(['doctor', '--json'], { ...installation.environment, DATABASE_URL: 'postgresql://nobody:wrong@127.0.0.1:1/none' }, installation.folder)
  expect({ exitCode: ill.exitCode, checks: JSON.parse(ill.stdout).checks }).toMatchObject({ exitCode: 1, checks: [{ name: 'database', ok: false }, {}, {}] })
})
