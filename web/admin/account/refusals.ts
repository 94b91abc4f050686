import { reworded } from '../../api/reworded.ts'
import { useWords } from '../../ui/words.ts'
import { accountWords } from './words.ts'

/** Runs a call, and says what refused it in the reader's language. */
export function useTranslated(): <Result>(call: () => Promise<Result>) => Promise<Result> {
  const t = useWords(accountWords)
  const words: Readonly<Record<string, string>> = {
    sign_in_refused: t('signInRefused'),
    wrong_code: t('wrongCode'),
    rate_limited: t('rateLimited'),
    authentication_required: t('signInAgain'),
    too_short: t('tooShort'),
    too_common: t('tooCommon'),
    too_long: t('tooLong'),
    too_big: t('tooLong'),
    wrong_password: t('wrongPassword'),
  }
  return (call) => reworded(call(), (code) => words[code])
}
