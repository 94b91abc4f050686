import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'

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
  return font as unknown as PDFKit.Mixins.PDFFontSource
}
