import { useEffect, useState } from 'react'
import { useLanguage } from '../words.ts'

/** What the server said of a row or a file, in the reader's language. Refusals of calls come in it by themselves (api/request.ts). */
export function Said({ text }: { readonly text: string }) {
  const language = useLanguage()
  const [shown, setShown] = useState(text)
  useEffect(() => {
    let isCurrent = true
    const show = (words: string) => isCurrent && setShown(words)
    void import('./in-words.ts').then(
      ({ inWords }) => show(inWords(text, language)),
      () => show(text),
    )
    return () => {
      isCurrent = false
    }
  }, [text, language])
  return shown
}
