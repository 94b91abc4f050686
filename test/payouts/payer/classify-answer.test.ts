import { describe, expect, test } from 'vitest'
import type { OutboundOutcome } from '../../../src/app/outbound.ts'
import { classifyCall, classifyQuery } from '../../../src/domain/payouts/payer/classify-answer.ts'

const KEY = 'K-1'

function answered(status: number, body: unknown, contentType = 'application/json; charset=utf-8'): OutboundOutcome {
  return { kind: 'answered', status, contentType, body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }
}

const ACCEPTED = { status: 'accepted', externalId: 'P-1' }
const SETTLED = { status: 'settled', externalId: 'P-1' }
const REFUSED = { status: 'refused', reason: 'account closed' }
const FAILED = { status: 'failed', reason: 'bounced' }

describe('the answer to an instruction', () => {
  test.each<[string, OutboundOutcome, string]>([
    ['taken', answered(200, ACCEPTED), 'accepted'],
    ['taken, with another 2xx', answered(202, ACCEPTED), 'accepted'],
    ['paid at once', answered(200, SETTLED), 'accepted and settled'],
    ['with fields that we do not know', answered(201, { ...ACCEPTED, extra: 1 }), 'accepted'],
    ['with our key', answered(201, { ...ACCEPTED, idempotencyKey: KEY }), 'accepted'],
    ['refused', answered(422, REFUSED), 'refused'],
    ['refused, with another 4xx', answered(400, REFUSED), 'refused'],
    ['never left', { kind: 'not_sent', reason: 'connection' }, 'not_sent'],
    // Everything else may have been paid.
    ['no answer in time', { kind: 'unknown', reason: 'timeout' }, 'unknown'],
    ['a closed socket', { kind: 'unknown', reason: 'closed' }, 'unknown'],
    ['an error', answered(500, ACCEPTED), 'unknown'],
    ['an error that claims to be a refusal', answered(500, REFUSED), 'unknown'],
    ['overload', answered(503, REFUSED), 'unknown'],
    ['a redirect', answered(302, ACCEPTED), 'unknown'],
    ['too many requests, called a refusal', answered(429, REFUSED), 'unknown'],
    ['a timeout of theirs, called a refusal', answered(408, REFUSED), 'unknown'],
    ['a refusal of a proxy', answered(403, '<html>Forbidden</html>', 'text/html'), 'unknown'],
    ['a 404', answered(404, {}), 'unknown'],
    ['a 4xx that says accepted', answered(409, ACCEPTED), 'unknown'],
    ['a 2xx that says refused', answered(200, REFUSED), 'unknown'],
    ['a 2xx without a body', answered(200, ''), 'unknown'],
    ['a 204', answered(204, ''), 'unknown'],
    ['no JSON', answered(200, 'OK'), 'unknown'],
    ['half of it', answered(200, '{"status":"accepted","externalId":"P-'), 'unknown'],
    ['no type', answered(200, ACCEPTED, ''), 'unknown'],
    ['another type', answered(200, ACCEPTED, 'text/html'), 'unknown'],
    ['no UTF-8', answered(200, Buffer.from('{"status":"accepted","externalId":"\xff"}', 'latin1')), 'unknown'],
    ['packed', answered(200, Buffer.from([0x1f, 0x8b, 8, 0])), 'unknown'],
    ['a list', answered(200, [ACCEPTED]), 'unknown'],
    ['nothing', answered(200, 'null'), 'unknown'],
    ['no id of theirs', answered(200, { status: 'accepted' }), 'unknown'],
    ['an empty id', answered(200, { status: 'accepted', externalId: '' }), 'unknown'],
    ['a number for an id', answered(200, { status: 'accepted', externalId: 1 }), 'unknown'],
    ['an id of 256 characters', answered(200, { status: 'accepted', externalId: 'x'.repeat(256) }), 'unknown'],
    ['an id of two lines', answered(200, { status: 'accepted', externalId: 'a\nb' }), 'unknown'],
    ['a status nobody knows', answered(200, { status: 'ok', externalId: 'P-1' }), 'unknown'],
    ['a refusal without a reason', answered(422, { status: 'refused' }), 'unknown'],
    ['about another key', answered(200, { ...ACCEPTED, idempotencyKey: 'K-2' }), 'unknown'],
    ['a refusal of another key', answered(422, { ...REFUSED, idempotencyKey: 'K-2' }), 'unknown'],
  ])('%s', (_, outcome, expected) => {
    const classified = classifyCall(outcome, KEY)
    expect(classified.kind === 'accepted' && classified.isSettled ? 'accepted and settled' : classified.kind).toBe(expected)
  })

  test('a reason is one line and not longer than we keep', () => {
    expect(classifyCall(answered(422, { status: 'refused', reason: `a\r\nb${'x'.repeat(1_000)}` }), KEY)).toMatchObject({ reason: expect.stringMatching(/^a bx{497}$/) })
  })
})

describe('the answer to a question about a key', () => {
  test.each<[string, OutboundOutcome, string]>([
    ['taken', answered(200, ACCEPTED), 'accepted'],
    ['paid', answered(200, SETTLED), 'settled'],
    ['refused', answered(200, REFUSED), 'refused'],
    ['failed', answered(200, FAILED), 'failed'],
    ['never seen', answered(404, { status: 'absent' }), 'absent'],
    // A payment that is taken for absent would be sent again.
    ['a plain 404', answered(404, ''), 'unknown'],
    ['a 404 of a framework', answered(404, { message: 'Not Found' }), 'unknown'],
    ['a 200 that says absent', answered(200, { status: 'absent' }), 'unknown'],
    ['a 410', answered(410, { status: 'absent' }), 'unknown'],
    ['absent, of another key', answered(404, { status: 'absent', idempotencyKey: 'K-2' }), 'unknown'],
    ['a refusal with a 4xx', answered(422, REFUSED), 'unknown'],
    ['paid, with an error', answered(500, SETTLED), 'unknown'],
    ['nobody answers', { kind: 'not_sent', reason: 'connection' }, 'unknown'],
    ['no answer in time', { kind: 'unknown', reason: 'timeout' }, 'unknown'],
    ['garbage', answered(200, '}{'), 'unknown'],
  ])('%s', (_, outcome, expected) => {
    expect(classifyQuery(outcome, KEY).kind).toBe(expected)
  })
})
