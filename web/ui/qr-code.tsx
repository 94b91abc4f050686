import qrcode from 'qrcode-generator'
import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from './button.tsx'
import { download } from './csv.ts'
import { defineWords, useWords } from './words.ts'

const qrWords = defineWords(
  'qr',
  { code: 'QR code', tooLong: 'The address is too long for a QR code.', save: 'Download SVG' },
  {
    'pt-BR': { code: 'Código QR', tooLong: 'O endereço é longo demais para um código QR.', save: 'Baixar SVG' },
    es: { code: 'Código QR', tooLong: 'La dirección es demasiado larga para un código QR.', save: 'Descargar SVG' },
  },
)

/** Free points around the code, without which readers do not find it. */
const MARGIN = 4

/** An address as a QR code, to look at and, with a name for the file, to take away. `label`: what it is called, where that is not the address. */
export function QrCode({ text, fileName, label }: { readonly text: string; readonly fileName?: string; readonly label?: string }) {
  const t = useWords(qrWords)
  const code = useMemo(() => drawCode(text), [text])
  if (code === null) return <p className="text-soft">{t('tooLong')}</p>
  const save = (name: string) => download(name, new Blob([svgOf(code)], { type: 'image/svg+xml' }))
  return (
    <div className="grid justify-items-start gap-2">
      {/* Dark on white in every theme: readers expect it. */}
      <svg
        role="img"
        aria-label={label ?? `${t('code')}: ${text}`}
        viewBox={`0 0 ${code.size} ${code.size}`}
        className="size-40 rounded-md border border-line bg-[#fff]"
        shapeRendering="crispEdges"
      >
        <path d={code.path} fill="#000" />
      </svg>
      {fileName !== undefined && (
        <Button size="small" icon={<Download className="size-3.5" aria-hidden="true" />} onClick={() => save(fileName)}>
          {t('save')}
        </Button>
      )}
    </div>
  )
}

interface DrawnCode {
  readonly size: number
  readonly path: string
}

function drawCode(text: string): DrawnCode | null {
  const code = qrcode(0, 'M')
  try {
    code.addData(text)
    code.make()
  } catch {
    return null
  }
  const count = code.getModuleCount()
  const points: string[] = []
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1)
      if (code.isDark(row, column)) points.push(`M${column + MARGIN} ${row + MARGIN}h1v1h-1z`)
  }
  return { size: count + 2 * MARGIN, path: points.join('') }
}

function svgOf({ size, path }: DrawnCode): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`
}
