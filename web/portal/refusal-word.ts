import { type Translate, wordFor } from '../ui/words.ts'

/** What an area's words say of a refusal's code: the text `refused_<code>`, if it has one. */
export function refusalWord(t: Translate<string>, code: string): string | undefined {
  const name = `refused_${code}`
  const text = wordFor(t, name)
  return text === name ? undefined : text
}
