import { VERIFIER_LANGUAGES, type VerifierLanguage } from '../../src/domain/statements/file/finding-words.ts'
import { verifyStatementFiles } from '../../src/domain/statements/file/verify-statement-file.ts'
import { element, logo } from './element.ts'
import { type PageWord, pageWords } from './page-words.ts'
import { showVerification } from './show-verification.ts'

const LANGUAGE_NAMES: Readonly<Record<VerifierLanguage, string>> = { en: 'English', 'pt-BR': 'Português', es: 'Español' }

interface NamedFile {
  readonly name: string
  readonly value: unknown
}

const page = document.querySelector('#page') ?? document.body
let language = ownLanguage()
let files: readonly NamedFile[] = []
let typedKey = ''

function ownLanguage(): VerifierLanguage {
  const [wanted = ''] = navigator.language.split('-')
  return VERIFIER_LANGUAGES.find((known) => known.split('-')[0] === wanted) ?? 'en'
}

const say = (word: PageWord) => pageWords(word, language)
const results = element('div', { 'aria-live': 'polite' })

function draw(): void {
  document.documentElement.lang = language
  document.title = `${say('title')} · Fairshare`
  page.replaceChildren(head(), element('h1', {}, say('title')), element('p', { class: 'soft' }, say('about')), dropArea(), keyField(), results, foot())
  void showResults()
}

function head(): HTMLElement {
  const choice = element('select', { class: 'language', 'aria-label': say('language') }, ...VERIFIER_LANGUAGES.map((known) => element('option', { value: known }, LANGUAGE_NAMES[known])))
  choice.value = language
  choice.addEventListener('change', () => {
    language = VERIFIER_LANGUAGES.find((known) => known === choice.value) ?? 'en'
    draw()
  })
  return element('header', {}, logo(), 'Fairshare', choice)
}

function dropArea(): HTMLElement {
  const input = element('input', { type: 'file', multiple: '', accept: '.json,application/json', 'aria-label': say('choose') })
  const area = element('label', { class: 'drop' }, element('strong', {}, say('choose')), element('span', { class: 'soft' }, say('drop')), input)
  input.addEventListener('change', () => void take(input.files))
  for (const kind of ['dragenter', 'dragover'] as const) {
    area.addEventListener(kind, (event) => {
      event.preventDefault()
      area.classList.add('over')
    })
  }
  for (const kind of ['dragleave', 'drop'] as const) area.addEventListener(kind, () => area.classList.remove('over'))
  area.addEventListener('drop', (event) => {
    event.preventDefault()
    void take(event.dataTransfer?.files ?? null)
  })
  return area
}

function keyField(): HTMLElement {
  const input = element('input', { type: 'text', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', value: typedKey })
  input.addEventListener('input', () => {
    typedKey = input.value
    void showResults()
  })
  return element('label', { class: 'field' }, element('span', {}, say('key')), input, element('small', {}, say('keyHelp')))
}

function foot(): HTMLElement {
  // Opened from a disk it is kept already.
  if (!location.protocol.startsWith('http')) return element('footer', {}, 'Fairshare')
  return element('footer', {}, element('a', { href: '/verify/verify-statement.html', download: '' }, say('keep')), `: ${say('keepHelp')}`)
}

async function take(list: FileList | null): Promise<void> {
  if (list === null || list.length === 0) return
  files = await Promise.all([...list].map(async (file) => ({ name: file.name, value: readJson(await file.text()) })))
  await showResults()
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Told with the other findings: it is not a statement file.
    return null
  }
}

async function showResults(): Promise<void> {
  if (files.length === 0) return
  const trustedKey = typedKey.toLowerCase().replace(/[\s:]/g, '')
  if (trustedKey !== '' && !/^[0-9a-f]{64}$/.test(trustedKey)) {
    results.replaceChildren(element('p', { class: 'look', role: 'alert' }, element('b', {}, say('keyWrong'))))
    return
  }
  results.replaceChildren(element('p', { class: 'soft' }, say('checking')))
  // Shown before the work begins: large statements take seconds.
  await new Promise((resolve) => setTimeout(resolve, 20))
  const verification = verifyStatementFiles(files.map(({ value }) => value), trustedKey === '' ? {} : { trustedKey })
  results.replaceChildren(...showVerification({ names: files.map(({ name }) => name), verification, isTrusted: trustedKey !== '', language }))
}

// A file dropped beside the area would replace the page.
for (const kind of ['dragover', 'drop'] as const) document.addEventListener(kind, (event) => event.preventDefault())
draw()
