import type { Tx } from '../../db/database.ts'
import type { Credential } from '../../domain/access/find-credential.ts'
import { readOperator } from '../../domain/operators/operator.ts'
import { readProgramSettings } from '../../domain/programs/program-settings.ts'
import { type Html, html } from './html.ts'

/** What somebody who has signed in should know and do next. */
export async function welcomePage(tx: Tx, credential: Credential, publicUrl: string, now: Date): Promise<Html> {
  const program = await readProgramSettings(tx, credential.programId, now)
  const operator = await readOperator(tx, credential.operatorId)
  return html`<h1>${program.name} is ready</h1>
<p>You are signed in as an administrator of ${operator.name}. From here on everything is one API key and a few calls away.</p>
<section><h2>Your program</h2>
<dl><dt>Operator</dt><dd>${operator.name}</dd><dt>Operator id</dt><dd><code>${operator.id}</code></dd>
<dt>Program id</dt><dd><code>${program.id}</code></dd><dt>Currency</dt><dd>${program.currency}</dd><dt>Time zone</dt><dd>${program.timeZone}</dd>
<dt>Mode</dt><dd>${program.isTest ? 'Test, with a clock of its own' : 'Live'}</dd></dl></section>
${quickStart(publicUrl, now)}
<section><h2>Read on</h2>
<ul><li><a href="/docs">API reference</a>, every call with its errors and examples</li>
<li><a href="/api/v1/openapi.json">OpenAPI document</a>, for generated clients</li>
<li><a href="/readyz">Readiness</a> of this installation</li></ul></section>
<form method="post" action="/sign-out"><button>Sign out</button></form>`
}

function quickStart(publicUrl: string, now: Date): Html {
  const today = now.toISOString()
  const api = `${publicUrl}/api/v1`
  const call = (path: string, body: string): string => `curl -s ${api}/${path} -H "X-Api-Key: $KEY" -H 'Content-Type: application/json' \\\n  -d '${body}'`
  const steps: readonly [string, string][] = [
    ['Use the API key that setup printed', 'export KEY=fsk_…'],
    ['Add a brand', call('brand', '{"name":"BetTest","externalId":"bettest","landingPageUrl":"https://example.com/?btag=[ClickKey]"}')],
    ['Add an affiliate', call('affiliate', '{"name":"northlight","referralCode":"NORTH1"}')],
    ['Give it a tracker', call('tracker', '{"affiliateId":"…","name":"youtube-reviews"}')],
    ['Make its tracking link, and follow the url it answers in a browser', call('tracking-link', '{"trackerId":"…","brandId":"…"}')],
    ['Register the customer with the click key from the landing page', call('customer', `{"externalId":"player-1","externalBrandId":"bettest","registrationDate":"${today}","clickId":"…"}`)],
    ['Send a sale, then see what it earned', `${call('transaction', `{"externalId":"t-1","type":"sale","externalCustomerId":"player-1","externalBrandId":"bettest","transactionDate":"${today}","saleAmount":100}`)}\ncurl -s ${api}/commission -H "X-Api-Key: $KEY"`],
  ]
  return html`<section><h2>From a click to a commission</h2>
${steps.map(([title, command]) => html`<p>${title}</p><pre>${command}</pre>`)}</section>`
}
