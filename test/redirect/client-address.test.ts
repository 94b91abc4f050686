import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { canonicalAddress, ClientAddresses, networkOf, type TrustProxy } from '../../src/redirect/client-address.ts'
import { openCountries } from '../../src/redirect/country.ts'
import { readDatacenters } from '../../src/redirect/datacenter.ts'
import { placeAddresses } from '../../src/redirect/place-address.ts'
import { hostName } from '../../src/redirect/link-cache.ts'

test.each`
  trust                         | peer                  | forwardedFor                     | client
  ${false}                      | ${'192.0.2.1'}        | ${'198.51.100.1'}                | ${'192.0.2.1'}
  ${1}                          | ${'192.0.2.1'}        | ${undefined}                     | ${'192.0.2.1'}
  ${1}                          | ${'192.0.2.1'}        | ${'6.6.6.6, 198.51.100.1'}       | ${'198.51.100.1'}
  ${2}                          | ${'192.0.2.1'}        | ${'6.6.6.6, 5.5.5.5, 10.0.0.1'}  | ${'5.5.5.5'}
  ${2}                          | ${'192.0.2.1'}        | ${'5.5.5.5'}                     | ${'5.5.5.5'}
  ${1}                          | ${'192.0.2.1'}        | ${'rubbish'}                     | ${'192.0.2.1'}
  ${['192.0.2.0/24']}           | ${'192.0.2.1'}        | ${'6.6.6.6, 198.51.100.1'}       | ${'198.51.100.1'}
  ${['192.0.2.0/24']}           | ${'192.0.2.1'}        | ${'198.51.100.1, 192.0.2.9'}     | ${'198.51.100.1'}
  ${['192.0.2.0/24']}           | ${'203.0.113.1'}      | ${'198.51.100.1'}                | ${'203.0.113.1'}
  ${['127.0.0.1', '::1']}       | ${'::ffff:127.0.0.1'} | ${'2001:DB8::0:1'}               | ${'2001:db8::1'}
  ${['127.0.0.1', '::1']}       | ${'::1'}              | ${'::ffff:198.51.100.1'}         | ${'198.51.100.1'}
`('trusting $trust, $peer speaking for $forwardedFor is $client', ({ trust, peer, forwardedFor, client }: { trust: TrustProxy, peer: string, forwardedFor: string | undefined, client: string }) => {
  expect(new ClientAddresses(trust).client(peer, forwardedFor)).toBe(client)
})

test.each`
  trust               | peer             | trusted
  ${false}            | ${'127.0.0.1'}   | ${false}
  ${1}                | ${'192.0.2.1'}   | ${true}
  ${['10.0.0.0/8']}   | ${'10.9.9.9'}    | ${true}
  ${['10.0.0.0/8']}   | ${'192.0.2.1'}   | ${false}
`('trusting $trust, the headers of $peer count: $trusted', ({ trust, peer, trusted }) => {
  expect(new ClientAddresses(trust).trustsPeer(peer)).toBe(trusted)
})

test.each`
  address                      | canonical               | network
  ${'192.0.2.1'}               | ${'192.0.2.1'}          | ${'192.0.2.1'}
  ${'::ffff:192.0.2.1'}        | ${'192.0.2.1'}          | ${'192.0.2.1'}
  ${'2001:0DB8:0:0::0001'}     | ${'2001:db8::1'}        | ${'2001:db8:0:0'}
  ${'2001:db8:0:0:ffff::9'}    | ${'2001:db8::ffff:0:0:9'} | ${'2001:db8:0:0'}
  ${'fe80::1%eth0'}            | ${'fe80::1'}            | ${'fe80:0:0:0'}
  ${''}                        | ${''}                   | ${''}
`('$address is one address ($canonical) of one network ($network)', ({ address, canonical, network }) => {
  expect(canonicalAddress(address)).toBe(canonical)
  expect(networkOf(canonical)).toBe(network)
})

test.each`
  host                      | name
  ${'Go.Example'}           | ${'go.example'}
  ${'go.example:443'}       | ${'go.example'}
  ${'go.example.'}          | ${'go.example'}
  ${'[::1]:80'}             | ${'[::1]'}
`('the Host header $host names $name', ({ host, name }) => {
  expect(hostName(host)).toBe(name)
})

test('the bundled database knows countries, and nothing of private addresses', () => {
  const countryOf = openCountries(undefined)
  expect([countryOf('8.8.8.8'), countryOf('2001:4860:4860::8888'), countryOf('10.0.0.1'), countryOf('')]).toEqual(['US', 'US', null, null])
  expect(() => openCountries(import.meta.filename)).toThrow('GEOIP_DB')
})

test('where whole addresses may not be kept, their network is stored', () => {
  const place = placeAddresses(() => null, false)
  expect(place('192.0.2.77').inet?.toString('hex')).toBe('02180004c0000200')
  expect(place('2001:db8:1:2::3').inet?.toString('hex')).toBe(`03300010${'20010db80001'.padEnd(32, '0')}`)
  expect(place('')).toEqual({ inet: null, country: null })
})

test('data centres are those of the list in the data folder', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-networks-'))
  const file = path.join(folder, 'networks.txt')
  await writeFile(file, '# clouds\n198.51.100.0/25\n198.51.100.64/26 # inside\n203.0.113.7\n2001:db8::/32\n\n')
  const isDatacenter = readDatacenters(file)
  const addresses = ['198.51.99.255', '198.51.100.0', '198.51.100.127', '198.51.100.128', '203.0.113.7', '203.0.113.8', '2001:db8::9', '2001:db9::9', '']
  expect(addresses.map((address) => isDatacenter(address))).toEqual([false, true, true, false, true, false, true, false, false])
  await writeFile(file, '198.51.100.0/25\nnot a network\n')
  expect(() => readDatacenters(file)).toThrow('line 2')
  expect(readDatacenters(path.join(folder, 'absent'))('198.51.100.1')).toBe(false)
  await rm(folder, { recursive: true })
})
