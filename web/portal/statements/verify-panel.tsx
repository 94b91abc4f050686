import { Check, ShieldCheck, X } from 'lucide-react'
import { useState } from 'react'
import type { FilesVerification } from '../../../src/domain/statements/file/verify-statement-file.ts'
import { portalApi } from '../../api/client.ts'
import { Button, ButtonAnchor } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Notice, Section } from '../../ui/page.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { statementWords } from './words.ts'

interface Verified {
  readonly verification: FilesVerification
  readonly checkWords: (check: FilesVerification['checks'][number]['check']) => string
  readonly findings: readonly string[]
}

/** Checks the signed file of a statement in the browser: the server is asked for the file, and for nothing that says whether it is right. */
export function VerifyPanel({ statementId }: { readonly statementId: string }) {
  const t = useWords(statementWords)
  const language = useLanguage()
  const [verified, setVerified] = useState<Verified>()
  const [isBusy, setBusy] = useState(false)
  const verify = async () => {
    setBusy(true)
    try {
      const file = await portalApi.send('GET /statement/{id}/file', { params: { id: statementId } })
      // The rules of the verifier itself, loaded when they are needed.
      const [{ verifyStatementFiles }, { checkWords, findingWords }] = await Promise.all([
        import('../../../src/domain/statements/file/verify-statement-file.ts'),
        import('../../../src/domain/statements/file/finding-words.ts'),
      ])
      const verification = verifyStatementFiles([file])
      const wrong = verification.findings.filter(({ severity }) => severity === 'wrong')
      setVerified({
        verification,
        checkWords: (check) => checkWords(check, language),
        findings: wrong.map((finding) => findingWords(finding, language)),
      })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section
      title={t('verify')}
      actions={
        <ButtonAnchor href="/verify" look="ghost" size="small">
          {t('verifyPage')}
        </ButtonAnchor>
      }
    >
      <div className="grid justify-items-start gap-3">
        <p className="text-soft">{t('verifyHint')}</p>
        <Button look="primary" icon={<ShieldCheck className="size-4" />} isBusy={isBusy} onClick={() => void verify()}>
          {isBusy ? t('verifying') : t('verify')}
        </Button>
        <div aria-live="polite" className="w-full">
          {verified !== undefined && <Result {...verified} />}
        </div>
      </div>
    </Section>
  )
}

function Result({ verification: { ok, checks, files }, checkWords, findings }: Verified) {
  const t = useWords(statementWords)
  const fingerprint = files[0]?.fingerprint ?? null
  return (
    <div className="grid gap-4">
      <Notice tone={ok ? 'good' : 'bad'}>{t(ok ? 'good' : 'bad')}</Notice>
      {findings.length > 0 && (
        <ul className="list-disc pl-5 text-bad">
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
      <div>
        <h3 className="text-sm font-semibold">{t('checked')}</h3>
        <ul className="mt-1 grid gap-1">
          {checks.map(({ check, ok: isRight }) => (
            <li key={check} className="flex items-center gap-2">
              {isRight ? (
                <Check className="size-4 shrink-0 text-good" aria-hidden="true" />
              ) : (
                <X className="size-4 shrink-0 text-bad" aria-hidden="true" />
              )}
              <span>
                {checkWords(check)}: {t(isRight ? 'ok' : 'notOk')}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {fingerprint !== null && (
        <div className="grid gap-1">
          <h3 className="text-sm font-semibold">{t('fingerprint')}</h3>
          <CopyField value={fingerprint} />
          <p className="text-xs text-soft">{t('fingerprintHint')}</p>
        </div>
      )}
    </div>
  )
}
