import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

const SHOWN_MS = 1_500

/** Copies `text`. Works without a secure connection too, where the clipboard's own call is missing. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const t = useWords(kitWords)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  return (
    <IconButton
      label={isCopied ? t('copied') : (label ?? t('copy'))}
      icon={isCopied ? <Check className="size-4 text-good" /> : <Copy className="size-4" />}
      onClick={() => void copy()}
    />
  )
}

/** A value to take away: an address, a code, a key. */
export function CopyField({ value, label }: { readonly value: string; readonly label?: string }) {
  return (
    <div className="flex min-w-0 items-center rounded-md border border-line bg-raised">
      <code className="min-w-0 flex-1 truncate px-2.5 py-1.5 font-mono text-xs" title={value}>
        {value}
      </code>
      <CopyButton text={value} {...(label && { label })} />
    </div>
  )
}

async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
