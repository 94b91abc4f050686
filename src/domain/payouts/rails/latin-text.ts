/** Letters of SEPA countries that decomposition does not take apart (EPC217-08, "SEPA conversion table"). */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'TH', ħ: 'h', Ħ: 'H', ı: 'i',
    ŋ: 'n', Ŋ: 'N', ŧ: 't', Ŧ: 'T', ĸ: 'k',
    // Greek.
    α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y',
    φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
    // Bulgarian, Serbian and Macedonian, and what other Cyrillic names have.
    а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's',
    т: 't', ћ: 'c', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', џ: 'dz', ш: 'sh', щ: 'sht', ъ: 'a', ы: 'y', ь: 'y', э: 'e', ю: 'yu', я: 'ya', ѕ: 'dz', і: 'i', є: 'e', ґ: 'g',
    '–': '-', '—': '-', '’': "'", '‘': "'", '“': "'", '”': "'", '´': "'", '`': "'", '&': '+', '@': '(at)', '_': '-',
  }),
)

/**
 * A text in the Latin letters, digits and signs that every SEPA bank takes: `a-z A-Z 0-9 / - ? : ( ) . , ' +` and the blank (EPC132-08,
 * §1.4). Letters are transliterated, everything else becomes a dot; it never starts or ends with a slash nor has two in a row.
 */
export function latinText(text: string, longest: number): string {
  return latinLetters(text).replace(/[^a-zA-Z0-9/\-?:().,'+ ]/g, '.').replace(/ +/g, ' ').replace(/\/{2,}/g, '/').trim().slice(0, longest).replace(/^\/+|\/+$/g, '').trim()
}

/** The same for Brazilian banks (CNAB 240): capitals, digits and few signs, without accents. */
export function capitalText(text: string, longest: number): string {
  return latinLetters(text).toUpperCase().replace(/[^A-Z0-9 .,/\-+()]/g, ' ').replace(/ +/g, ' ').trim().slice(0, longest).trimEnd()
}

/** Whether there is anything in it that names somebody. */
export function saysSomething(text: string): boolean {
  return /[a-zA-Z0-9]/.test(text)
}

// Most of a file is plain: letters are taken one by one only where there are others.
const PLAIN = /^[a-zA-Z0-9/\-?:().,'+ ]*$/

function latinLetters(text: string): string {
  return PLAIN.test(text) ? text : Array.from(text.normalize('NFKC'), latinLetter).join('')
}

function latinLetter(letter: string): string {
  const known = LETTERS.get(letter)
  if (known !== undefined) return known
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '')
  if (base === letter) return capitalOf(letter)
  return Array.from(base, (part) => LETTERS.get(part) ?? capitalOf(part)).join('')
}

/** A capital that is in the table as a small letter. */
function capitalOf(letter: string): string {
  const small = letter.toLowerCase()
  const latin = small === letter ? undefined : LETTERS.get(small)
  return latin === undefined ? letter : latin.charAt(0).toUpperCase() + latin.slice(1)
}
