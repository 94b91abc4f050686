import { reworded } from '../../api/reworded.ts'
import { useWords } from '../../ui/words.ts'
import { refusalWord } from '../refusal-word.ts'
import { entranceWords } from './words.ts'

/** Says refusals of sign-up and sign-in in the reader's language: `await say(send(…))`. What has no words of its own stays as the API says it. */
export function useRefusalWords(): <Answer>(work: Promise<Answer>) => Promise<Answer> {
  const t = useWords(entranceWords)
  return (work) => reworded(work, (code) => refusalWord(t as never, code))
}
