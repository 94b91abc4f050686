import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/overlay.tsx'

/** A secret that is shown once. */
export function SecretDialog({
  secret,
  onClose,
  title,
  hint,
  doneLabel,
}: {
  readonly secret: string | null
  readonly onClose: () => void
  readonly title: string
  readonly hint: string
  readonly doneLabel: string
}) {
  return (
    <Dialog isOpen={secret !== null} onClose={onClose} title={title}>
      <div className="grid gap-4">
        <p className="text-soft">{hint}</p>
        <CopyField value={secret ?? ''} label={title} />
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            {doneLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
