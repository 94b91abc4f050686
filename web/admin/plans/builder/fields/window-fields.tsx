import { useWords } from '../../../../ui/words.ts'
import { Choice, Small, useDraft } from '../inputs.tsx'
import { builderWords } from '../words.ts'

/** Over which time something is counted. */
export function WindowFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const kind = useDraft<string>(`${at}.kind`)
  return (
    <>
      <Choice
        name={`${at}.kind`}
        label={t('window')}
        options={[
          ['period', t('period')],
          ['lifetime', t('lifetime')],
          ['days', t('rollingDays')],
        ]}
      />
      {kind === 'days' && <Small name={`${at}.days`} label={t('howManyDays')} unit={t('days')} />}
    </>
  )
}
