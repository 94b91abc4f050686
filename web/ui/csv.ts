/** What a spreadsheet would run instead of show: also in full width, and behind blanks. As the server's own exports guard it. */
const FORMULA_LIKE = /^[\s\uFEFF]*[=+\-@\t\r\n\0＝＋－＠]/

/** Saves rows as CSV. Text that looks like a formula gets a leading `'`; numbers stay numbers. */
export function downloadCsv(fileName: string, header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const text = [header, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')
  download(fileName, new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv;charset=utf-8' }))
}

/** Saves a file that the page holds. */
export function download(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url))
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const inert = FORMULA_LIKE.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
