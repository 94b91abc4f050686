import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** Free points around the code, without which readers do not find it. */
const MARGIN = 4

/** A text as a QR code; dark on white in every theme, as readers expect it. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      className="size-44 rounded-md border border-line bg-[#fff]"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawn(text: string): { readonly size: number; readonly path: string } {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const modules = code.getModuleCount()
  const rows = Array.from({ length: modules }, (_, row) =>
    Array.from({ length: modules }, (__, column) => (code.isDark(row, column) ? `M${column + MARGIN} ${row + MARGIN}h1v1h-1z` : '')).join(
      '',
    ),
  )
  return { size: modules + 2 * MARGIN, path: rows.join('') }
}
