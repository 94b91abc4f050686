export type LegacyParameter = 'btag' | 'stag' | 'a_aid' | 'path'

export interface LegacyRow {
  readonly parameter: LegacyParameter
  readonly value: string
  /** A tracking link's slug, its whole address, or its id. */
  readonly link: string
}

export interface LegacyProblem {
  /** From 1. */
  readonly line: number
  readonly problem: 'badParameter' | 'badColumns'
}

const PARAMETERS: readonly LegacyParameter[] = ['btag', 'stag', 'a_aid', 'path']

/** Addresses of a former platform as somebody pasted them: three columns, with a comma, a semicolon or a tab between. */
export function readLegacyText(text: string): { readonly rows: readonly LegacyRow[]; readonly problems: readonly LegacyProblem[] } {
  const rows: LegacyRow[] = []
  const problems: LegacyProblem[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || (index === 0 && /^"?(parameter|where)\b/i.test(line.trim()))) return
    const cells = line.split(/[\t;,]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    const [where = '', value = '', link = ''] = cells
    const parameter = PARAMETERS.find((one) => one === where.toLowerCase())
    if (cells.length !== 3 || value === '' || link === '') problems.push({ line: index + 1, problem: 'badColumns' })
    else if (parameter === undefined) problems.push({ line: index + 1, problem: 'badParameter' })
    else rows.push({ parameter, value, link: link.replace(/^.*\/c\//, '') })
  })
  return { rows, problems }
}
