/** What a tax id has to look like in a country, and how its check digits are worked out, where that is simple and certain. */
interface TaxIdRule {
  readonly pattern: RegExp
  readonly isChecked?: (digits: string) => boolean
  readonly example: string
}

/** The prefix of the union's VAT ids is the country's code, but for Greece. */
const VAT_PREFIXES: ReadonlyMap<string, string> = new Map([['GR', 'EL']])
const LONGEST_OTHER = 30
const SEPARATORS = /[\s.\-/]/g

/**
 * Reads a tax id as it is printed. EU: the VAT id with its prefix, in the form of its country and with right check digits; Brazil: CPF or
 * CNPJ (also the one with letters, since July 2026); both without separators. Elsewhere any text of 2 to 30 characters. Null when it is none.
 */
export function readTaxId(text: string, country: string): string | null {
  if (country === 'BR') return readBrazilian(text.toUpperCase().replace(SEPARATORS, ''))
  const rule = VAT_RULES[country]
  return rule === undefined ? readOther(text) : readVatId(text.toUpperCase().replace(SEPARATORS, ''), country, rule)
}

/** What a tax id of a country looks like, for those who gave a wrong one. */
export function taxIdHint(country: string): string {
  if (country === 'BR') return 'Expected a CPF of 11 digits or a CNPJ of 14 characters with right check digits.'
  const rule = VAT_RULES[country]
  return rule === undefined ? `Expected 2 to ${LONGEST_OTHER} characters.` : `Expected a VAT id of ${country} like ${prefixOf(country)}${rule.example}, with right check digits.`
}

function prefixOf(country: string): string {
  return VAT_PREFIXES.get(country) ?? country
}

function readVatId(id: string, country: string, { pattern, isChecked }: TaxIdRule): string | null {
  const prefix = prefixOf(country)
  const rest = id.slice(prefix.length)
  return id.startsWith(prefix) && pattern.test(rest) && isChecked?.(rest) !== false ? id : null
}

function readOther(text: string): string | null {
  const id = text.trim()
  return /^[\p{L}\p{N}][\p{L}\p{N} .,/-]+$/u.test(id) && id.length <= LONGEST_OTHER ? id : null
}

function readBrazilian(id: string): string | null {
  const isCpf = /^\d{11}$/.test(id) && hasCheckDigits(id, 2, 11)
  return isCpf || (/^[0-9A-Z]{12}\d{2}$/.test(id) && hasCheckDigits(id, 2, 9)) ? id : null
}

/** Module 11 with weights from the right, 2 up to a highest and again; characters count their code less that of 0. All the same is none. */
function hasCheckDigits(id: string, count: number, highestWeight: number): boolean {
  if (/^(.)\1*$/.test(id)) return false
  for (let end = id.length - count; end < id.length; end += 1) {
    const values = [...id.slice(0, end)].map((character) => character.charCodeAt(0) - 48).reverse()
    const rest = values.reduce((total, value, index) => total + value * (2 + (index % (highestWeight - 1))), 0) % 11
    if (Number(id[end]) !== (rest < 2 ? 0 : 11 - rest)) return false
  }
  return true
}

/** The sum of the digits by their weights. */
function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
}

function isLuhn(digits: string): boolean {
  const values = [...digits].map(Number).reverse()
  return values.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9), 0) % 10 === 0
}

/** ISO 7064, mod 11,10: the last digit is the check digit. */
function isMod11And10(digits: string): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) product = ((((Number(digit) + product) % 10 || 10) * 2) % 11)
  return (product + Number(digits.at(-1))) % 10 === 1
}

function isAustrian(id: string): boolean {
  const digits = id.slice(1)
  const doubled = [1, 3, 5].reduce((total, at) => total + Math.floor(Number(digits[at]) / 5) + ((Number(digits[at]) * 2) % 10), 0)
  const single = [0, 2, 4, 6].reduce((total, at) => total + Number(digits[at]), 0)
  return (10 - ((doubled + single + 4) % 10)) % 10 === Number(digits[7])
}

/** A key of letters has other rules, which are not public. */
function isFrench(id: string): boolean {
  return !/^\d{11}$/.test(id) || Number(id.slice(0, 2)) === (12 + 3 * (Number(id.slice(2)) % 97)) % 97
}

/** The number of a company, mod 11; since 2020 that of a sole trader, mod 97 over everything with NL before it. */
function isDutch(id: string): boolean {
  const isCompany = (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) - Number(id[8]) + 11) % 11 === 0
  const asNumber = [...`NL${id}`].map((character) => String(Number.parseInt(character, 36))).join('')
  return isCompany || BigInt(asNumber) % 97n === 1n
}

function isPortuguese(digits: string): boolean {
  return ((11 - (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(digits[8])
}

function isRomanian(digits: string): boolean {
  const padded = digits.padStart(10, '0')
  return ((weighted(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === Number(padded[9])
}

function isSlovenian(digits: string): boolean {
  const check = 11 - (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 11 && check % 10 === Number(digits[7])
}

const VAT_RULES: Readonly<Record<string, TaxIdRule>> = {
  AT: { pattern: /^U\d{8}$/, isChecked: isAustrian, example: 'U13585627' },
  BE: { pattern: /^[01]\d{9}$/, isChecked: (id) => 97 - (Number(id.slice(0, 8)) % 97) === Number(id.slice(8)), example: '0403019261' },
  BG: { pattern: /^\d{9,10}$/, example: '175074752' },
  CY: { pattern: /^\d{8}[A-Z]$/, example: '10259033P' },
  CZ: { pattern: /^\d{8,10}$/, example: '25123891' },
  DE: { pattern: /^[1-9]\d{8}$/, isChecked: isMod11And10, example: '136695976' },
  DK: { pattern: /^\d{8}$/, isChecked: (id) => weighted(id, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, example: '13585628' },
  EE: { pattern: /^\d{9}$/, isChecked: (id) => weighted(id, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0, example: '100931558' },
  ES: { pattern: /^[A-Z0-9]\d{7}[A-Z0-9]$/, example: 'B58378431' },
  FI: { pattern: /^\d{8}$/, isChecked: (id) => weighted(id, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0, example: '20774740' },
  FR: { pattern: /^[A-HJ-NP-Z0-9]{2}\d{9}$/, isChecked: isFrench, example: '40303265045' },
  GR: { pattern: /^\d{9}$/, isChecked: (id) => (weighted(id, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(id[8]), example: '094259216' },
  HR: { pattern: /^\d{11}$/, isChecked: isMod11And10, example: '33392005961' },
  HU: { pattern: /^\d{8}$/, isChecked: (id) => weighted(id, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0, example: '12892312' },
  IE: { pattern: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/, example: '6433435F' },
  IT: { pattern: /^\d{11}$/, isChecked: isLuhn, example: '00743110157' },
  LT: { pattern: /^(?:\d{9}|\d{12})$/, example: '119511515' },
  LU: { pattern: /^\d{8}$/, isChecked: (id) => Number(id.slice(0, 6)) % 89 === Number(id.slice(6)), example: '15027442' },
  LV: { pattern: /^\d{11}$/, example: '40003521600' },
  MT: { pattern: /^\d{8}$/, isChecked: (id) => weighted(id, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0, example: '11679112' },
  NL: { pattern: /^\d{9}B\d{2}$/, isChecked: isDutch, example: '004495445B01' },
  PL: { pattern: /^\d{10}$/, isChecked: (id) => weighted(id, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(id[9]), example: '8567346215' },
  PT: { pattern: /^[1-9]\d{8}$/, isChecked: isPortuguese, example: '501964843' },
  RO: { pattern: /^[1-9]\d{1,9}$/, isChecked: isRomanian, example: '18547290' },
  SE: { pattern: /^\d{10}\d{2}$/, isChecked: (id) => isLuhn(id.slice(0, 10)), example: '123456789701' },
  SI: { pattern: /^[1-9]\d{7}$/, isChecked: isSlovenian, example: '50223054' },
  SK: { pattern: /^[1-9]\d{9}$/, isChecked: (id) => Number(id) % 11 === 0, example: '2022749619' },
}

/** The countries whose tax ids are VAT ids of the union. */
export const VAT_COUNTRIES: readonly string[] = Object.keys(VAT_RULES)
