import i18next from 'i18next'
import { useCallback, useSyncExternalStore } from 'react'

export const LANGUAGES = ['en', 'pt-BR', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'pt-BR': 'Português (Brasil)', es: 'Español' }

const KEPT_AS = 'fairshare.language'

/** The texts of an area: flat, by short names. `{{name}}` is replaced; `name_one` and `name_other` are chosen by `count`. */
export type Words = Readonly<Record<string, string>>

/** Texts of one area in all languages, as `useWords` takes them. */
export interface Catalogue<Key extends string> {
  readonly area: string
  readonly keys?: Key
}

void i18next.init({
  lng: initialLanguage(),
  fallbackLng: 'en',
  resources: {},
  // React escapes; texts are flat.
  interpolation: { escapeValue: false },
  keySeparator: false,
  nsSeparator: false,
})
document.documentElement.lang = i18next.language

/** Registers an area's texts. The other languages must have what English has: a missing one does not compile. */
export function defineWords<const English extends Words>(
  area: string,
  en: English,
  others: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<keyof English, string>>>>,
): Catalogue<keyof English & string> {
  i18next.addResourceBundle('en', area, en)
  for (const [language, words] of Object.entries(others)) i18next.addResourceBundle(language, area, words)
  return { area }
}

/** A name of a text, or of a plural without its ending. */
type NameOf<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key
export type Translate<Key extends string> = (name: NameOf<Key>, values?: Readonly<Record<string, string | number>>) => string

/** The texts of an area in the reader's language: `const t = useWords(words); t('title')`. */
export function useWords<Key extends string>({ area }: Catalogue<Key>): Translate<Key> {
  const language = useLanguage()
  return useCallback((name, values) => textOf(name, area, language, values), [area, language])
}

function textOf(name: string, area: string, language: Language, values?: Readonly<Record<string, string | number>>): string {
  // Most texts are as they stand: the library's whole way for each of them is felt on a slow phone.
  const text: unknown = values === undefined ? i18next.getResource(language, area, name) : undefined
  return typeof text === 'string' ? text : translate(name, { ...values, ns: area, lng: language })
}

// The library's own type works out every text's placeholders; ours are checked by name only.
const translate = i18next.t as unknown as (name: string, options: object) => string

/** The text of a name that is only known at run time, such as a state of the API; the name itself where there is none. */
export function wordFor(t: Translate<string>, name: string): string {
  return t(name)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, readLanguage)
}

export function setLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

/** The language that is spoken now, for code outside of components. */
export function readLanguage(): Language {
  return LANGUAGES.find((language) => language === i18next.language) ?? 'en'
}

function subscribe(onChange: () => void): () => void {
  i18next.on('languageChanged', onChange)
  return () => i18next.off('languageChanged', onChange)
}

function initialLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS)
  const wanted = [...(kept === null ? [] : [kept]), ...navigator.languages]
  for (const name of wanted) {
    const found = LANGUAGES.find((language) => language === name) ?? LANGUAGES.find((language) => language.slice(0, 2) === name.slice(0, 2))
    if (found !== undefined) return found
  }
  return 'en'
}
