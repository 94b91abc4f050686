import type { RunningProgram } from '../support/process.ts'
import { ask } from './visitor-load.ts'

/** What a client of a running program knows of it. */
export interface Client {
  readonly apiKey: string
  /** Path of a tracking link. */
  readonly link: string
}

/** Makes a brand, an affiliate with a tracking link, and one customer `c-1` who came by it, over the API of a program's first start. */
export async function prepareClient(program: RunningProgram, redirect: RunningProgram = program): Promise<Client> {
  const apiKey = await program.apiKey()
  const create = async (path: string, body: unknown): Promise<{ id: string; url?: string }> => {
    const answer = await ask(`${program.url}/api/v1${path}`, { method: 'POST', headers: { 'x-api-key': apiKey }, body })
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body)
  }
  const brand = await create('/brand', { name: 'Reliable', externalId: 'reliable', landingPageUrl: 'https://brand.example/?btag=[ClickKey]' })
  const affiliate = await create('/affiliate', { name: 'Affiliate' })
  const tracker = await create('/tracker', { affiliateId: affiliate.id, name: 'Main' })
  const link = await create('/tracking-link', { trackerId: tracker.id, brandId: brand.id })
  const path = new URL(link.url ?? '').pathname
  const visit = await ask(redirect.url + path)
  const clickKey = /[?&]btag=(\w{22})/.exec(visit.headers.location ?? '')?.[1]
  await create('/customer', { externalId: 'c-1', externalBrandId: 'reliable', clickKey, registrationDate: new Date().toISOString() })
  return { apiKey, link: path }
}

/** A sale of 10 by the customer `c-1`, under an id of the client's own. */
export function sale(externalId: string): Record<string, unknown> {
  return { externalId, type: 'sale', externalCustomerId: 'c-1', externalBrandId: 'reliable', transactionDate: new Date().toISOString(), saleAmount: 10 }
}
