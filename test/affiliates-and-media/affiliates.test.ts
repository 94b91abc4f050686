import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

async function affiliate(fields: object): Promise<string> {
  const answer = await api.post('/affiliate', fields)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body.id
}

describe('an application', () => {
  test('is approved once, with who, when and why on record, in the audit and in the outbox', async () => {
    const id = await affiliate({ name: 'applicant', status: 'pending' })
    const approved = await api.post(`/affiliate/${id}/approval`, { reason: 'known from a fair' })
    expect(approved).toMatchObject({ status: 201, body: { id, status: 'active' } })
    expect((await api.get(`/affiliate/${id}/decision`)).body.items).toMatchObject([{ kind: 'approved', reason: 'known from a fair' }])
    const audit = (await api.get(`/audit?subjectId=${id}`)).body.items
    expect(audit[0].action).toBe('affiliate.approved')
    expect(JSON.stringify(audit[0].details), 'free text may name people').not.toContain('fair')
    expect(await events(id)).toEqual(['affiliate.approved'])
    expect((await api.post(`/affiliate/${id}/approval`)).body).toMatchObject({ status: 409, code: 'state_conflict' })
  })

  test('approved by ten at once is approved by one of them', async () => {
    const id = await affiliate({ name: 'crowded', status: 'pending' })
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post(`/affiliate/${id}/approval`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    expect((await api.get(`/affiliate/${id}/decision`)).body.items).toHaveLength(1)
    expect(await events(id)).toEqual(['affiliate.approved'])
  })

  test('among many is approved with all of them or not at all', async () => {
    const ids = await Promise.all(['one', 'two', 'three'].map((name) => affiliate({ name, status: 'pending' })))
    const active = await affiliate({ name: 'active already' })
    expect((await api.post('/affiliate/approval', { ids: [...ids, active] })).status).toBe(409)
    expect((await api.get('/affiliate?status=pending')).body.items).toHaveLength(3)
    expect((await api.post('/affiliate/approval', { ids: [...ids, ...ids] })).body).toEqual({ decided: 3 })
    expect((await api.get('/affiliate?status=pending')).body.items).toHaveLength(0)
  })
})

describe('a suspension', () => {
  test('needs a reason, stops the links, and ends with a reactivation', async () => {
    const id = await affiliate({ name: 'stopped' })
    expect((await api.post(`/affiliate/${id}/suspension`)).status).toBe(400)
    expect((await api.post(`/affiliate/${id}/suspension`, { reason: ' ' })).status).toBe(400)
    expect((await api.post(`/affiliate/${id}/suspension`, { reason: 'brand bidding' })).body.status).toBe('suspended')
    expect((await api.post(`/affiliate/${id}/suspension`, { reason: 'again' })).status).toBe(409)
    expect((await api.post(`/affiliate/${id}/reactivation`)).body.status).toBe('active')
    const kinds = (await api.get(`/affiliate/${id}/decision`)).body.items.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toEqual(['reactivated', 'suspended'])
  })

  test('is refused for another program’s affiliate like for one that does not exist, and by a key that may only read', async () => {
    const id = await affiliate({ name: 'ours' })
    const other = await api.addProgram('Second')
    const foreign = await api.post(`/affiliate/${id}/suspension`, { reason: 'x' }, { key: other.apiKey })
    expect(foreign.status).toBe(404)
    expect((await api.post('/affiliate/suspension', { ids: [id], reason: 'x' }, { key: other.apiKey })).status).toBe(404)
    const reader = (await api.post('/api-key', { name: 'reader', permissions: { affiliates: 'read' } })).body.key
    expect((await api.post(`/affiliate/${id}/suspension`, { reason: 'x' }, { key: reader })).status).toBe(403)
    expect((await api.get(`/affiliate/${id}`)).body.status).toBe('active')
  })

  test('does not reach the program’s own organic affiliate', async () => {
    const [organic] = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ id: string }>({ text: 'select id from affiliate where is_organic' }))
    expect((await api.post(`/affiliate/${organic?.id}/suspension`, { reason: 'x' })).status).toBe(409)
  })
})

describe('notes', () => {
  test('are added, never changed, and put away once by ten at once', async () => {
    const id = await affiliate({ name: 'noted' })
    const body = '<script>alert(1)</script> wants 30 %'
    const note = (await api.post(`/affiliate/${id}/note`, { body })).body
    expect(note).toMatchObject({ affiliateId: id, body, archivedTs: null })
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post(`/affiliate/${id}/note/${note.id}/archive`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    expect((await api.get(`/affiliate/${id}/note`)).body.items).toEqual([])
    expect((await api.get(`/affiliate/${id}/note?archived=true`)).body.items).toMatchObject([{ id: note.id, body }])
    expect(JSON.stringify((await api.get(`/audit?subjectId=${id}`)).body)).not.toContain('30 %')
  })

  test('belong to their affiliate: by another one’s path they do not exist', async () => {
    const [id, other] = [await affiliate({ name: 'with note' }), await affiliate({ name: 'without' })]
    const note = (await api.post(`/affiliate/${id}/note`, { body: 'x' })).body
    expect((await api.post(`/affiliate/${other}/note/${note.id}/archive`)).status).toBe(404)
  })

  test('and reasons go with an affiliate that is erased', async () => {
    const id = await affiliate({ name: 'forgotten' })
    await api.post(`/affiliate/${id}/note`, { body: 'Jane Doe of Valletta' })
    await api.post(`/affiliate/${id}/suspension`, { reason: 'Jane Doe asked for it' })
    await api.post(`/affiliate/${id}/erasure`)
    const left = await api.context.db.inProgram(api.program.programId, (tx) =>
      tx.sql({ text: 'select body as text from affiliate_note where affiliate_id = $1 union all select reason from affiliate_decision where affiliate_id = $1', values: [id] }),
    )
    expect(left).toEqual([{ text: null }])
  })
})

describe('the list', () => {
  let names: string[]
  beforeAll(async () => {
    names = ['Zoë', 'ådam', 'Berta', 'charly', 'Émile']
    for (const [index, name] of names.entries()) await affiliate({ name, country: 'IS', ...(index === 0 ? { status: 'suspended' } : {}) })
  })

  test.each([
    { sort: 'name', expected: ['ådam', 'Berta', 'charly', 'Émile', 'Zoë'] },
    { sort: '-name', expected: ['Zoë', 'Émile', 'charly', 'Berta', 'ådam'] },
    { sort: 'created', expected: ['Zoë', 'ådam', 'Berta', 'charly', 'Émile'] },
    { sort: '-created', expected: ['Émile', 'charly', 'Berta', 'ådam', 'Zoë'] },
  ])('sorted by $sort goes from page to page without a gap or a repeat', async ({ sort, expected }) => {
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await api.get(`/affiliate?country=IS&sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      found.push(...page.body.items.map(({ name }: { name: string }) => name))
      cursor = page.body.nextCursor
    }
    expect(found).toEqual(expected)
  })

  test('filters by state, country and when they joined', async () => {
    expect((await api.get('/affiliate?country=IS&status=suspended')).body.items).toHaveLength(1)
    expect((await api.get('/affiliate?country=IS&to=2020-01-01T00:00:00Z')).body.items).toHaveLength(0)
    expect((await api.get('/affiliate?country=IS&from=2020-01-01T00:00:00Z&search=mil')).body.items).toHaveLength(1)
  })

  test('tells what each comes to, and is sorted by what could be paid', async () => {
    const [rich, poor] = [await affiliate({ name: 'rich', country: 'GL' }), await affiliate({ name: 'poor', country: 'GL' })]
    await affiliate({ name: 'even', country: 'GL' })
    await api.patch('/program', { adjustmentLimit: 1000 })
    await api.post('/adjustment', { affiliateId: rich, amount: 12.5, reason: 'x' })
    await api.post('/adjustment', { affiliateId: poor, amount: -3, reason: 'x' })
    const first = await api.get('/affiliate?country=GL&sort=-balance&figures=true&limit=2')
    expect(first.body.items.map((item: { name: string; figures: object }) => [item.name, item.figures])).toEqual([
      ['rich', { clicks: 0, customers: 0, commission: 0, payable: 12.5, currency: 'EUR' }],
      ['even', { clicks: 0, customers: 0, commission: 0, payable: 0, currency: 'EUR' }],
    ])
    const second = await api.get(`/affiliate?country=GL&sort=-balance&limit=2&cursor=${first.body.nextCursor}`)
    expect(second.body.items).toMatchObject([{ name: 'poor' }])
    expect((await api.get(`/affiliate/${rich}/summary`)).body).toMatchObject({ currency: 'EUR', customers: 0, commission: 0, balances: [{ currency: 'EUR', payable: 12.5 }], trackers: 0 })
  })

  test('refuses the cursor of another order', async () => {
    const page = await api.get('/affiliate?sort=-name&limit=1')
    for (const sort of ['-created', 'balance']) expect((await api.get(`/affiliate?sort=${sort}&cursor=${page.body.nextCursor}`)).status).toBe(400)
  })
})

function events(subjectId: string): Promise<string[]> {
  return api.context.db.inProgram(api.program.programId, async (tx) => {
    const rows = await tx.sql<{ kind: string }>({ text: 'select kind from outbox_event where subject_id = $1 order by id', values: [subjectId] })
    return rows.map(({ kind }) => kind)
  })
}

test('the plans that apply to an affiliate are told brand by brand, with whom the winning assignment names', async () => {
  const groupId = (await api.post('/affiliate-group', { name: 'earners' })).body.id
  const id = await affiliate({ name: 'earner', groupId })
  const version = { effectiveFrom: '2020-01-01T00:00:00Z', components: [{ type: 'percent_of_sale', rate: '20' }] }
  const planId = (await api.post('/commission-plan', { name: 'For the group', version })).body.id
  const before = (await api.get(`/affiliate/${id}/plan`)).body.items
  expect(before).toMatchObject([{ by: 'default', assignmentId: null, version: 1 }])
  const assigned = (await api.post(`/commission-plan/${planId}/assignment`, { groupId, brandId: before[0].brandId, effectiveFrom: '2020-01-01T00:00:00Z' })).body
  expect((await api.get(`/affiliate/${id}/plan`)).body.items).toMatchObject([{ planName: 'For the group', by: 'group', assignmentId: assigned.id }])
  expect((await api.get(`/affiliate/${id}/assignment`)).body.items).toMatchObject([{ id: assigned.id, isOfGroup: true, planName: 'For the group' }])
})
