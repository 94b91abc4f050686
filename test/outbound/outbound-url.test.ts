import { describe, expect, test } from 'vitest'
import { isPublicAddress, parseNetworks } from '../../src/outbound/outbound-address.ts'
import { parseOutboundUrl } from '../../src/outbound/outbound-url.ts'

const NOTHING_ALLOWED = { allowed: [], ownHost: 'partners.example.com' }
const INSIDE_ALLOWED = { allowed: parseNetworks(['10.0.0.0/8', '192.168.7.7', 'fd00::/8']), ownHost: 'partners.example.com' }

const HOSTILE = [
  // Schemes.
  'http://payer.example/pay', 'ftp://payer.example/', 'file:///etc/passwd', 'gopher://payer.example:70/_x', 'data:text/plain,x', 'javascript:alert(1)', 'ws://payer.example/',
  'wss://payer.example/', 'dict://payer.example:11211/', 'ldap://payer.example/', 'jar:https://payer.example!/', 'https:', 'https://', '//payer.example/', 'payer.example/pay', '',
  // Credentials, controls, backslashes, length.
  'https://user:pass@payer.example/', 'https://user@payer.example/', 'https://@payer.example/', 'https://payer.example@127.0.0.1/', 'https://127.0.0.1#@payer.example/',
  'https://payer.example/\r\nX-Evil: 1', 'https://payer.example/\t', ' https://payer.example/', 'https://pay er.example/', 'https://payer.example/\u0000', 'https://payer.example\\@127.0.0.1/',
  'https:\\\\payer.example\\', `https://payer.example/${'a'.repeat(2_048)}`,
  // Ports.
  'https://payer.example:22/', 'https://payer.example:25/', 'https://payer.example:80/', 'https://payer.example:0/', 'https://payer.example:6379/', 'https://payer.example:5432/',
  'https://payer.example:3306/', 'https://payer.example:11211/', 'https://payer.example:9200/', 'https://payer.example:27017/', 'https://payer.example:2375/', 'https://payer.example:65536/',
  'https://payer.example:6667/',
  // Addresses of the inside, in every way they can be written.
  'https://127.0.0.1/', 'https://127.1/', 'https://127.0.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0x7f.0.0.1/', 'https://0177.0.0.1/', 'https://017700000001/', 'https://127.0.0.1./',
  'https://0/', 'https://0.0.0.0/', 'https://10.0.0.1/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data/', 'https://2852039166/',
  'https://0xa9fea9fe/', 'https://100.64.0.1/', 'https://100.100.100.200/', 'https://168.63.129.16/', 'https://192.0.0.192/', 'https://192.0.2.1/', 'https://198.18.0.1/', 'https://198.51.100.1/',
  'https://203.0.113.1/', 'https://192.88.99.1/', 'https://224.0.0.1/', 'https://240.0.0.1/', 'https://255.255.255.255/', 'https://①②⑦.0.0.1/', 'https://１２７.0.0.1/',
  'https://[::1]/', 'https://[::]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[0:0:0:0:0:ffff:7f00:1]/', 'https://[::127.0.0.1]/', 'https://[::ffff:8.8.8.8]/',
  'https://[64:ff9b::7f00:1]/', 'https://[64:ff9b:1::a00:1]/', 'https://[2002:7f00:1::]/', 'https://[2002:a00:1::1]/', 'https://[2001::1]/', 'https://[2001:db8::1]/', 'https://[3fff::1]/',
  'https://[fe80::1]/', 'https://[fec0::1]/', 'https://[fc00::1]/', 'https://[fd00:ec2::254]/', 'https://[ff02::1]/', 'https://[100::1]/', 'https://[4000::1]/', 'https://[::8.8.8.8]/',
  // Names of the inside.
  'https://localhost/', 'https://LOCALHOST/', 'https://localhost./', 'https://a.localhost/', 'https://printer.local/', 'https://metadata.google.internal/', 'https://kubernetes/', 'https://db/',
  'https://payer.lan/', 'https://router.home.arpa/', 'https://host.docker.internal/', 'https://1.0.0.127.in-addr.arpa/', 'https://ｌｏｃａｌｈｏｓｔ/',
  // Ourselves.
  'https://partners.example.com/api/v1/payout', 'https://PARTNERS.example.com./', 'https://partners.example.com:8443/',
]

const FINE = [
  'https://payer.example/pay', 'https://payer.example', 'https://payer.example:443/', 'https://payer.example:8443/pay?x=1', 'https://payer.example:4443/', 'https://8.8.8.8/pay',
  'https://[2606:4700::1111]/pay', 'https://zahlung.bücher.example/', 'https://payer.example/%2e%2e/pay', 'https://a.b.c.payer.example/', 'https://payer.example./',
]

describe('a URL that somebody gave us', () => {
  test.each(HOSTILE)('leads nowhere: %j', (url) => {
    expect(parseOutboundUrl(url, NOTHING_ALLOWED)).toBeNull()
  })

  test.each(FINE)('may be called: %s', (url) => {
    expect(parseOutboundUrl(url, NOTHING_ALLOWED)).not.toBeNull()
  })

  test.each`
    url                                   | mayPass  | about
    ${'http://10.1.2.3/pay'}              | ${true}  | ${'plain http, in an allowed network'}
    ${'http://10.1.2.3:8080/pay'}         | ${true}  | ${'any port there'}
    ${'https://192.168.7.7/pay'}          | ${true}  | ${'a single address'}
    ${'https://[fd00::7]/pay'}            | ${true}  | ${'IPv6'}
    ${'http://[::ffff:10.1.2.3]/pay'}     | ${true}  | ${'the same address in IPv6'}
    ${'http://payer/pay'}                 | ${true}  | ${'a name, whose address is seen later'}
    ${'https://192.168.7.8/pay'}          | ${false} | ${'the address beside it'}
    ${'http://8.8.8.8/pay'}               | ${false} | ${'plain http to the internet'}
    ${'https://127.0.0.1/pay'}            | ${false} | ${'ourselves'}
    ${'https://169.254.169.254/'}         | ${false} | ${'a cloud service'}
    ${'http://user:pass@10.1.2.3/'}       | ${false} | ${'credentials'}
    ${'ftp://10.1.2.3/'}                  | ${false} | ${'another scheme'}
    ${'https://partners.example.com/pay'} | ${false} | ${'our own name'}
  `('with networks allowed, $url: $about', ({ url, mayPass }) => {
    expect(parseOutboundUrl(url, INSIDE_ALLOWED) !== null).toBe(mayPass)
  })
})

test.each`
  address               | isPublic
  ${'8.8.8.8'}          | ${true}
  ${'1.1.1.1'}          | ${true}
  ${'2606:4700::1111'}  | ${true}
  ${'168.63.129.16'}    | ${false}
  ${'::ffff:8.8.8.8'}   | ${false}
  ${'fe80::1%eth0'}     | ${false}
  ${'2606:4700::1%1'}   | ${false}
  ${'not an address'}   | ${false}
  ${''}                 | ${false}
`('$address is public: $isPublic', ({ address, isPublic }) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})
