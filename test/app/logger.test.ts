import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLogger } from '../../src/app/logger.ts'

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = ''
  write(createLogger('info', new Writable({ write(chunk, _, done) { text += chunk; done() } })))
  return text
}

test('a log line is one JSON object with time, level and request id', () => {
  const line = logged((log) => log.info({ requestId: 'r-1' }, 'hello'))
  expect(JSON.parse(line)).toMatchObject({ level: 'info', requestId: 'r-1', msg: 'hello', time: expect.stringMatching(/^\d{4}-.*Z$/) })
})

test.each`
  where                       | fields
  ${'a header'}               | ${{ headers: { authorization: 'Bearer s3cret' } }}
  ${'the header of a request'} | ${{ request: { headers: { cookie: 'session=s3cret' } } }}
  ${'the key header'}         | ${{ headers: { 'x-api-key': 's3cret' } }}
  ${'a password'}             | ${{ body: { password: 's3cret' } }}
  ${'an API key'}             | ${{ apiKey: 's3cret' }}
  ${'a click key'}            | ${{ customer: { clickKey: 's3cret' } }}
  ${'a secret of settings'}   | ${{ config: { secretKeys: ['s3cret'], databaseUrl: 'postgresql://u:s3cret@h/d' } }}
  ${'a query string'}         | ${{ req: { method: 'GET', url: '/c/slug?clickid=s3cret' } }}
  ${'an error of a driver'}   | ${{ err: new Error('cannot connect to postgresql://owner:s3cret@db.example/fairshare') }}
`('what is secret in $where does not reach the log', ({ fields }) => {
  expect(logged((log) => log.error(fields, 'something'))).not.toContain('s3cret')
})

test('line breaks in what visitors send stay within the line', () => {
  expect(logged((log) => log.info({ agent: 'x\n{"level":"fatal"}' }, 'visit')).trim().split('\n')).toHaveLength(1)
})
