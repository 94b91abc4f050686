import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type GlyphRun } from 'fontkit'
import { LRUCache } from 'lru-cache'

/** Fonts that pdfkit takes: it takes what fontkit has read, but its types do not know. */
export interface PaperFonts {
  readonly regular: PDFKit.Mixins.PDFFontSource
  readonly bold: PDFKit.Mixins.PDFFontSource
}

let fonts: PaperFonts | undefined

/**
 * What papers are written with: Noto Sans, which has the letters of Latin, Cyrillic, Greek and Devanagari. Read once, when the first
 * paper is printed: reading a font takes longer than printing a statement. A letter that it does not have is printed as a box.
 */
export function paperFonts(): PaperFonts {
  fonts ??= { regular: readFont('400Regular/NotoSans_400Regular.ttf'), bold: readFont('700Bold/NotoSans_700Bold.ttf') }
  return fonts
}

function readFont(file: string): PDFKit.Mixins.PDFFontSource {
  const font = create(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${file}`)))
  if (!('layout' in font)) throw new Error(`a collection of fonts: ${file}`)
  rememberLayouts(font)
  return font as unknown as PDFKit.Mixins.PDFFontSource
}

/** Words that are kept laid out, in each font. */
const WORDS_MAX = 10_000

/**
 * Lays every word out once and not once per paper: the labels of all statements are the same, and finding a font's ligatures and kernings is most
 * of the work of a page. pdfkit scales the positions that it is given, so each paper gets its own.
 */
function rememberLayouts(font: Font): void {
  const layOut = font.layout.bind(font)
  const known = new LRUCache<string, GlyphRun>({ max: WORDS_MAX })
  font.layout = (text, ...rest) => {
    if (rest.some((option) => option !== undefined)) return layOut(text, ...rest)
    const run = known.get(text) ?? layOut(text)
    known.set(text, run)
    return Object.create(run, { positions: { value: run.positions.map((position) => ({ ...position })) } }) as GlyphRun
  }
}
