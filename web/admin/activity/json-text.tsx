import { CopyButton } from '../../ui/copy.tsx'

/** What was sent, as it was sent: text, never markup. */
export function JsonText({ title, value }: { readonly title: string; readonly value: unknown }) {
  const text = typeof value === 'string' ? indented(value) : JSON.stringify(value, null, 2)
  return (
    <section className="min-w-0 rounded-lg border border-line" aria-label={title}>
      <div className="flex items-center border-b border-line py-0.5 pr-1 pl-3">
        <h3 className="flex-1 text-xs font-medium text-soft">{title}</h3>
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="max-h-96 overflow-auto p-3 font-mono text-xs">
        {text}
      </pre>
    </section>
  )
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
