import { once } from 'node:events'
import type { Language } from '../../commissions/explanation.ts'
import type { PaperFonts } from './fonts.ts'

export interface PaperSettings {
  readonly language: Language
  /** Of the document: what a window that shows it is called. */
  readonly title: string
  /** Who issues it: stands at the head, where there is no logo instead. */
  readonly issuer: string
  /** PNG or JPEG (program-logo.ts); null: none. */
  readonly logo: Buffer | null
  /** Small at the foot of each page, before its number: what matches the paper with its data. */
  readonly foot: string
  readonly createdAt: Date
}

export interface PaperColumn {
  readonly label: string
  /** Share of the width; those of a table add up to 1. */
  readonly width: number
  /** Amounts stand at the right. */
  readonly isAmount?: boolean
}

export interface PaperTable {
  readonly columns: readonly PaperColumn[]
  /** A text for each column. */
  readonly rows: readonly (readonly string[])[]
  /** Bold, below a line. */
  readonly total?: readonly string[]
}

const MARGIN = 48
const GUTTER = 8
const INK = '#14211d'
const SOFT = '#5b6b65'
const RULE = '#dfe6e1'
const LOGO_HEIGHT = 36
const LOGO_WIDTH = 180
const FOOT_HEIGHT = 24
/** Height of a line of Noto Sans, by its size. */
const LINE = 1.362

/** An A4 document that is filled from the top; pages break between rows, and each has its number. Shared by statements and invoices. */
export class Paper {
  readonly #settings: PaperSettings
  readonly #doc: PDFKit.PDFDocument
  readonly #fonts: PaperFonts
  readonly #chunks: Buffer[] = []
  #y = MARGIN

  /** Loads what papers are drawn with, the first time: 6 MiB that a server which prints nothing need not hold. */
  static async open(settings: PaperSettings): Promise<Paper> {
    const { title, issuer, language, createdAt } = settings
    const [{ default: PDFDocument }, { paperFonts }] = await Promise.all([import('pdfkit'), import('./fonts.ts')])
    const doc = new PDFDocument({
      size: 'A4', margin: MARGIN, bufferPages: true, lang: language, displayTitle: true, pdfVersion: '1.7',
      // None yet: Helvetica, which it would take, is never used.
      font: '',
      info: { Title: title, Author: issuer, Producer: 'Fairshare', Creator: 'Fairshare', CreationDate: createdAt, ModDate: createdAt },
    })
    return new Paper(settings, doc, paperFonts())
  }

  private constructor(settings: PaperSettings, doc: PDFKit.PDFDocument, fonts: PaperFonts) {
    this.#settings = settings
    this.#doc = doc
    this.#fonts = fonts
    this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#drawHead()
  }

  /** The name of the document, large, and a line below it. */
  title(text: string, below: string): void {
    this.#write(text, { size: 20, isBold: true })
    this.#write(below, { size: 10, color: SOFT })
    this.#y += 10
  }

  heading(text: string): void {
    this.#keepTogether(60)
    this.#y += 12
    this.#write(text, { size: 11.5, isBold: true })
    this.#y += 3
  }

  paragraph(text: string): void {
    this.#write(text, { size: 9.5 })
    this.#y += 4
  }

  /** A paragraph that matters less. */
  note(text: string): void {
    this.#write(text, { size: 8, color: SOFT })
    this.#y += 3
  }

  /** Names and values in two columns; `nameShare`: of the width, for the names. */
  facts(facts: readonly (readonly [name: string, value: string])[], nameShare = 0.26): void {
    const nameWidth = this.#width * nameShare
    this.#y += 4
    for (const [name, value] of facts) {
      const height = Math.max(this.#heightOf(value, { size: 9.5, width: this.#width - nameWidth }), this.#heightOf(name, { size: 9.5, width: nameWidth - GUTTER }))
      this.#keepTogether(height)
      this.#text(name, { x: MARGIN, width: nameWidth - GUTTER, size: 9.5, color: SOFT })
      this.#text(value, { x: MARGIN + nameWidth, width: this.#width - nameWidth, size: 9.5 })
      this.#y += height + 1.5
    }
  }

  /** A table; its labels are repeated at the head of each page that it reaches. */
  table({ columns, rows, total }: PaperTable): void {
    const drawLabels = () => {
      this.#drawRow(columns, columns.map(({ label }) => label), { size: 8, color: SOFT })
      this.#rule()
    }
    this.#keepTogether(48)
    drawLabels()
    for (const row of rows) {
      if (this.#breaksBefore(this.#rowHeight(columns, row, 9))) drawLabels()
      this.#drawRow(columns, row, { size: 9 })
    }
    if (total === undefined) return
    if (this.#breaksBefore(this.#rowHeight(columns, total, 9) + 6)) drawLabels()
    this.#rule()
    this.#drawRow(columns, total, { size: 9, isBold: true })
  }

  /** The finished document. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.#doc.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      this.#doc.switchToPage(start + page)
      this.#drawFoot(page + 1, count)
    }
    const ended = once(this.#doc, 'end')
    this.#doc.end()
    await ended
    return Buffer.concat(this.#chunks)
  }

  get #width(): number {
    return this.#doc.page.width - 2 * MARGIN
  }

  get #bottom(): number {
    return this.#doc.page.height - MARGIN - FOOT_HEIGHT
  }

  #drawHead(): void {
    const { logo, issuer } = this.#settings
    if (logo === null) {
      this.#write(issuer, { size: 13, isBold: true })
      this.#y += 18
      return
    }
    this.#doc.image(logo, MARGIN, MARGIN, { fit: [LOGO_WIDTH, LOGO_HEIGHT] })
    this.#y += LOGO_HEIGHT + 22
  }

  #drawFoot(page: number, count: number): void {
    const number = `${page} / ${count}`
    this.#y = this.#bottom + FOOT_HEIGHT
    this.#font(7, false, SOFT)
    this.#doc.text(this.#settings.foot, MARGIN, this.#y, { lineBreak: false })
    this.#doc.text(number, MARGIN + this.#width - this.#doc.widthOfString(number), this.#y, { lineBreak: false })
  }

  #drawRow(columns: readonly PaperColumn[], cells: readonly string[], style: { readonly size: number; readonly color?: string; readonly isBold?: boolean }): void {
    const height = this.#rowHeight(columns, cells, style.size)
    let x = MARGIN
    columns.forEach(({ width: share, isAmount }, index) => {
      const width = this.#width * share
      this.#text(cells[index] ?? '', { x, width: width - GUTTER, atRight: isAmount === true, ...style })
      x += width
    })
    this.#y += height + 3
  }

  #rowHeight(columns: readonly PaperColumn[], cells: readonly string[], size: number): number {
    return Math.max(...columns.map(({ width }, index) => this.#heightOf(cells[index] ?? '', { size, width: this.#width * width - GUTTER })))
  }

  #rule(): void {
    this.#doc.moveTo(MARGIN, this.#y).lineTo(MARGIN + this.#width - GUTTER, this.#y).lineWidth(0.6).strokeColor(RULE).stroke()
    this.#y += 4
  }

  /** Text over the whole width, and on below it. */
  #write(text: string, style: { readonly size: number; readonly isBold?: boolean; readonly color?: string }): void {
    const height = this.#heightOf(text, { ...style, width: this.#width })
    this.#keepTogether(height)
    this.#text(text, { ...style, x: MARGIN, width: this.#width })
    this.#y += height
  }

  #text(text: string, { x, width, size, atRight = false, isBold = false, color = INK }: TextPlace): void {
    this.#font(size, isBold, color)
    const length = this.#doc.widthOfString(text)
    if (length <= width && !text.includes('\n')) this.#doc.text(text, atRight ? x + width - length : x, this.#y, { lineBreak: false })
    else this.#doc.text(text, x, this.#y, { width, align: atRight ? 'right' : 'left' })
  }

  #heightOf(text: string, { size, width, isBold = false }: { readonly size: number; readonly width: number; readonly isBold?: boolean }): number {
    this.#font(size, isBold, INK)
    if (this.#doc.widthOfString(text) <= width && !text.includes('\n')) return size * LINE
    return this.#doc.heightOfString(text, { width })
  }

  #font(size: number, isBold: boolean, color: string): void {
    const { regular, bold } = this.#fonts
    this.#doc.font(isBold ? bold : regular, isBold ? 'bold' : 'regular', size).fillColor(color)
  }

  #keepTogether(height: number): void {
    this.#breaksBefore(height)
  }

  #breaksBefore(height: number): boolean {
    if (this.#y + height <= this.#bottom) return false
    this.#doc.addPage()
    this.#y = MARGIN
    return true
  }
}

interface TextPlace {
  readonly x: number
  readonly width: number
  readonly size: number
  readonly atRight?: boolean
  readonly isBold?: boolean
  readonly color?: string
}
