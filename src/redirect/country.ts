import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Reader, type Response } from 'mmdb-lib'

const BUNDLED = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

/** Finds the country (ISO 3166-1 alpha-2) of an address in an offline database: the bundled one, or a file in MMDB format. */
export function openCountries(file: string | undefined): (address: string) => string | null {
  const reader = new Reader<Response>(readFileSync(file ?? createRequire(import.meta.url).resolve(BUNDLED)))
  return (address) => (address === '' ? null : codeOf(reader.get(address)))
}

/** The bundled database has the code by itself, MaxMind's format has it inside the country. */
function codeOf(record: unknown): string | null {
  if (typeof record !== 'object' || record === null) return null
  if ('country_code' in record) return isCountryCode(record.country_code) ? record.country_code : null
  if (!('country' in record) || typeof record.country !== 'object' || record.country === null) return null
  return 'iso_code' in record.country && isCountryCode(record.country.iso_code) ? record.country.iso_code : null
}

const UNKNOWN_CODES = new Set(['XX', 'ZZ', 'T1'])

/** Whether a value is a country's code, and not one of those that stand for "unknown". */
export function isCountryCode(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{2}$/.test(value) && !UNKNOWN_CODES.has(value)
}
