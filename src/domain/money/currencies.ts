/**
 * Minor digits by ISO 4217 (list one, of 2026). Our own table because `Intl` answers with cash digits (0 for IDR, HUF, COP).
 * Only currencies that money can be kept in: the list's precious metals, funds units and test codes have no minor unit and are left out.
 */
const CODES_BY_DIGITS: ReadonlyMap<number, string> = new Map([
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP ' +
      'COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR ' +
      'JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN ' +
      'NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL ' +
      'THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
  ],
])

const DIGITS_BY_CODE: ReadonlyMap<string, number> = new Map(
  [...CODES_BY_DIGITS].flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits] as const)),
)

/** Whether a text is an ISO 4217 currency code, in capitals. */
export function isCurrency(code: string): boolean {
  return DIGITS_BY_CODE.has(code)
}

/** What one minor unit of each currency is, as decimal text: '0.01' for EUR, '1' for JPY. For statements that print amounts. */
export const MINOR_UNITS: Readonly<Record<string, string>> = Object.fromEntries([...DIGITS_BY_CODE].map(([code, digits]) => [code, digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`]))

/** How many decimals the currency's minor unit has: 2 for EUR, 0 for JPY, 3 for KWD. Throws a RangeError for a code that is none. */
export function minorDigits(currency: string): number {
  const digits = DIGITS_BY_CODE.get(currency)
  if (digits === undefined) throw new RangeError(`not an ISO 4217 currency: ${currency}`)
  return digits
}
