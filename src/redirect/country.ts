import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Reader, type Response } from 'mmdb-lib'
import { ConfigError } from '../app/config.ts'

const BUNDLED = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

/**
 * Finds the country (ISO 3166-1 alpha-2) of an address in an offline database: a file in MMDB format, or the bundled one, which is read
 * when it is first needed (7 MiB). @throws ConfigError when the file is none.
 */
export function openCountries(file: string | undefined): (address: string) => string | null {
  let reader = file === undefined ? undefined : openFile(file)
  return (address) => {
    reader ??= new Reader<Response>(readFileSync(createRequire(import.meta.url).resolve(BUNDLED)))
    return address === '' ? null : codeOf(reader.get(address))
  }
}

function openFile(file: string): Reader<Response> {
  try {
    return new Reader<Response>(readFileSync(file))
  } catch (error) {
    throw new ConfigError(`GEOIP_DB: ${file} is no country database in MMDB format (${error instanceof Error ? error.message : error})`)
  }
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
