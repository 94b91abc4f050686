import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMPONENT_TYPES } from '../../src/domain/commissions/components/registry.ts'
import { COMPONENT_EXAMPLES } from '../../src/http/operator-api/commission-plan/component-fields.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly items?: Schema
}

let api: TestApi
let variants: ReadonlyMap<string, Schema>
beforeAll(async () => {
  api = await createTestApi()
  const { body } = await api.get('/openapi.json', { key: null })
  const { anyOf } = (body as { components: { schemas: { Component: { anyOf: (Schema & { properties: { type: { const: string } } })[] } } } }).components.schemas.Component
  variants = new Map(anyOf.map((schema) => [schema.properties.type.const, schema]))
})
afterAll(() => api.close())

const plan = (components: readonly unknown[]) => ({ name: 'As documented', version: { effectiveFrom: '2026-11-01T00:00:00.000Z', components } })

test('the document describes every type of component', () => {
  expect([...variants.keys()].sort()).toEqual([...COMPONENT_TYPES].sort())
})

describe.each(COMPONENT_TYPES)('%s', (type) => {
  test('the documented example can be saved, and is answered as it was sent', async () => {
    const { status, body } = await api.post('/commission-plan', plan([COMPONENT_EXAMPLES[type]]))
    expect(status).toBe(201)
    expect(body).toMatchObject({ version: { components: [COMPONENT_EXAMPLES[type]] } })
  })

  test('the engine knows every documented field', async () => {
    // No value is right for any of them, so that each field that is known is refused for its value.
    const fields = Object.keys(variants.get(type)?.properties ?? {}).filter((name) => name !== 'type')
    const { body } = await api.post('/commission-plan', plan([{ type, ...Object.fromEntries(fields.map((name) => [name, 'no value'])) }]))
    const { errors } = body as { errors: readonly { readonly code: string; readonly path: string }[] }
    expect(errors.filter(({ code }) => code === 'unknown_field')).toEqual([])
    expect(errors.length).toBeGreaterThan(0)
  })
})

test('a component that is no object is refused where it stands', async () => {
  const { status, body } = await api.post('/commission-plan', plan(['cpa', null]))
  expect(status).toBe(400)
  expect(body).toMatchObject({ errors: [{ path: 'version.components.0.type' }, { path: 'version.components.1.type' }] })
})
