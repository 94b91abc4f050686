import { Download } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { download } from '../../ui/csv.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { useWords } from '../../ui/words.ts'
import { accountWords } from './words.ts'

/** Recovery codes, the one time that they are shown. */
export function CodesDialog({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const t = useWords(accountWords)
  const save = () => download('recovery-codes.txt', new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }))
  return (
    <Dialog isOpen onClose={onClose} title={t('codesTitle')}>
      <div className="grid gap-4">
        <p className="text-soft">{t('codesHint')}</p>
        <ul className="grid grid-cols-1 gap-1 rounded-md bg-raised p-3 font-mono text-sm sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="flex justify-end gap-2">
          <Button icon={<Download className="size-4" />} onClick={save}>
            {t('downloadCodes')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('codesKept')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
