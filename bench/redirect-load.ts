/** The load generator, in a process of its own: 64 connections, 1,000 links in turn, each request with sub-ids and a browser's headers. */
import autocannon from 'autocannon'

const [port = '', seconds = '5', links = '1000'] = process.argv.slice(2)
const CONNECTIONS = 64

const result = await autocannon({
  url: `http://127.0.0.1:${port}`,
  connections: CONNECTIONS,
  duration: Number(seconds),
  headers: {
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    referer: 'https://blog.example/best-brands',
  },
  requests: Array.from({ length: Number(links) }, (_, i) => ({ method: 'GET', path: `/c/bench${i}?s1=campaign-${i}&s2=banner&s3=top&clickid=aff${i}x7f3` })),
})

process.send?.({
  perSecond: result.requests.average,
  answered: result['3xx'],
  others: result['1xx'] + result['2xx'] + result['4xx'] + result['5xx'] + result.errors + result.timeouts,
  p50: result.latency.p50,
  p99: result.latency.p99,
})
