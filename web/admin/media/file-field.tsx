import { useId } from 'react'
import { useWords } from '../../ui/words.ts'
import { mediaWords } from './words.ts'

export const BANNER_BYTES_MAX = 1024 * 1024

/** A banner's file, with how it looks. */
export function BannerFileField({
  file,
  preview,
  error,
  onChoose,
}: {
  readonly file: File | null
  readonly preview: string | null
  readonly error: string | undefined
  readonly onChoose: (file: File | null) => void
}) {
  const t = useWords(mediaWords)
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {t('file')}
      </label>
      <input
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-describedby={`${id}-hint`}
        aria-invalid={error !== undefined}
        onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
        className="max-w-full text-soft file:mr-3 file:h-8 file:rounded-md file:border file:border-line file:bg-surface file:px-3 file:font-medium file:text-ink"
      />
      <div id={`${id}-hint`} className="text-xs text-soft">
        {t('fileHint')}
      </div>
      {error !== undefined && (
        <p role="alert" className="text-xs text-bad">
          {error}
        </p>
      )}
      {preview !== null && file !== null && (
        <div className="mt-2 rounded-md border border-line bg-raised p-3">
          <img src={preview} alt={t('preview')} className="max-h-72 max-w-full object-contain" />
        </div>
      )}
    </div>
  )
}

/** The bytes of a file in base64, as calls carry them. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)))
  return btoa(parts.join(''))
}

/** As many as a call takes arguments; of three bytes each four letters come. */
const CHUNK = 0x6000
