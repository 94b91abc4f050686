import type { PlanText } from '../../api/operator-api.ts'

/** The terms of a version as the server words them. `known`: sentences that were there before; the others stand out. */
export function PlanTextView({ text, known }: { readonly text: PlanText; readonly known?: ReadonlySet<string> }) {
  return (
    <article lang={text.language} className="grid gap-3">
      <h3 className="font-semibold">{text.title}</h3>
      {text.paragraphs.map((paragraph) => (
        <div key={paragraph.component ?? ''}>
          <h4 className="font-medium">{paragraph.heading}</h4>
          <ul className="mt-1 grid gap-1 text-soft">
            {paragraph.sentences.map((sentence) => (
              <li key={sentence}>
                {known === undefined || known.has(sentence) ? (
                  sentence
                ) : (
                  <mark className="rounded bg-good-soft px-0.5 text-ink">{sentence}</mark>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </article>
  )
}
