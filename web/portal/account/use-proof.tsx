import { type ReactNode, useRef, useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { ApiError } from '../../api/request.ts'
import { reworded } from '../../api/reworded.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useWords } from '../../ui/words.ts'
import { refusalWord } from '../refusal-word.ts'
import { useSession } from '../shell/session.tsx'
import { accountWords } from './words.ts'

type Work = () => Promise<unknown>

interface Waiting {
  readonly work: Work
  readonly settle: (error?: unknown) => void
}

/**
 * Carries out what takes a fresh proof of who one is: where the last one is too old, it asks for the password (and a code), and goes on. `dialog` belongs on the
 * page. Who closes the dialog has changed nothing, and is told nothing.
 */
export function useProof(): { readonly withProof: (work: Work) => Promise<void>; readonly dialog: ReactNode } {
  const [waiting, setWaiting] = useState<Waiting>()
  const say = useAccountRefusals()
  const withProof = async (work: Work) => {
    try {
      await say(work())
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'fresh_sign_in_required') throw error
      await new Promise<void>((resolve, reject) =>
        setWaiting({ work, settle: (failure) => (failure === undefined ? resolve() : reject(failure)) }),
      )
    }
  }
  return { withProof, dialog: <ProofDialog waiting={waiting} onDone={() => setWaiting(undefined)} /> }
}

function ProofDialog({ waiting, onDone }: { readonly waiting: Waiting | undefined; readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const last = useRef(waiting)
  if (waiting !== undefined) last.current = waiting
  const close = () => {
    waiting?.settle(new ApiError({ status: 403, code: 'not_proven', message: t('proofTitle') }))
    onDone()
  }
  return (
    <Dialog isOpen={waiting !== undefined} onClose={close} title={t('proofTitle')} hint={t('proofHint')}>
      {last.current !== undefined && <ProofForm waiting={last.current} onDone={onDone} />}
    </Dialog>
  )
}

function ProofForm({ waiting, onDone }: { readonly waiting: Waiting; readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const say = useAccountRefusals()
  const { user } = useSession()
  const form = useFields({ password: '', code: '' })
  const submit = async ({ password, code }: { password: string; code: string }) => {
    await say(portalApi.send('POST /session/proof', { body: { password, ...(user?.hasSecondFactor === true ? { code } : {}) } }))
    onDone()
    await say(waiting.work()).then(() => waiting.settle(), waiting.settle)
  }
  return (
    <Form form={form} onSubmit={submit} submitLabel={t('prove')}>
      <TextField name="password" label={t('proofPassword')} type="password" autoComplete="current-password" isRequired autoFocus />
      {user?.hasSecondFactor === true && <TextField name="code" label={t('proofCode')} autoComplete="one-time-code" isRequired isMono />}
    </Form>
  )
}

/** Refusals of the account in the reader's language. */
export function useAccountRefusals(): <Answer>(work: Promise<Answer>) => Promise<Answer> {
  const t = useWords(accountWords)
  return (work) => reworded(work, (code) => refusalWord(t as never, code))
}
