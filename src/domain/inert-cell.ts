/**
 * What a spreadsheet may take for a formula: a sign at the start, also full-width, also behind blanks, a byte order mark or apostrophes
 * of our own; or a control character at the start.
 */
const FORMULA = /^'*(?:[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n\0])/

/** A text cell that no spreadsheet runs: what looks like a formula gets an apostrophe in front. `readInertCell` takes it off again, exactly. */
export function inertCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text of a cell that `inertCell` made. */
export function readInertCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}
