import { useCallback } from 'react'
import type { AuditEntry } from '../../api/operator-api.ts'
import { type Translate, useWords, wordFor } from '../../ui/words.ts'
import { actionWords } from './action-words.ts'

/** What was done, in the reader's language; the audit's own name for it, which the API knows it by, is a hover away. */
export function Action({ action }: Pick<AuditEntry, 'action'>) {
  return (
    <span title={action} className="whitespace-nowrap">
      {useActionWord()(action)}
    </span>
  )
}

/** The same as text. */
export function useActionWord(): (action: string) => string {
  const t = useWords(actionWords) as Translate<string>
  return useCallback((action) => wordFor(t, action), [t])
}

/** What it was done with, in a line that may be cut. */
export function ActionDetails({ details }: Pick<AuditEntry, 'details'>) {
  const text = Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
  return (
    <span className="block max-w-96 truncate text-soft" title={text}>
      {text}
    </span>
  )
}
