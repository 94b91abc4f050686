import { type ReactNode, useEffect } from 'react'
import { LANGUAGE_NAMES, LANGUAGES, type Language, setLanguage, useLanguage, useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { entranceWords } from './words.ts'
import { Link } from '../../ui/link.tsx'

/** A page for strangers: the program's logo and name above, one thing to do, the language below. */
export function EntrancePage({
  title,
  hint,
  isWide = false,
  children,
}: {
  readonly title: string
  readonly hint?: ReactNode
  readonly isWide?: boolean
  readonly children: ReactNode
}) {
  const site = useSite()
  useEffect(() => {
    document.title = `${title} · ${site.title}`
  }, [title, site])
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-5xl items-center px-4 py-4 sm:px-6">
        <SiteName />
      </header>
      <main
        id="content"
        className={
          isWide
            ? 'mx-auto w-full max-w-5xl flex-1 px-4 pb-12 sm:px-6'
            : 'mx-auto grid w-full max-w-md flex-1 content-center px-4 pb-16 sm:px-6'
        }
      >
        {isWide ? (
          children
        ) : (
          <section className="grid gap-5 rounded-xl border border-line bg-surface p-6 sm:p-8">
            <div>
              <h1 className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">{title}</h1>
              {hint !== undefined && <div className="mt-1 text-soft">{hint}</div>}
            </div>
            {children}
          </section>
        )}
      </main>
      <EntranceFoot />
    </div>
  )
}

function SiteName() {
  const site = useSite()
  return (
    <Link to="/welcome" className="flex min-w-0 items-center gap-2.5 rounded-md">
      {site.logoUrl === null ? (
        <span className="grid size-8 shrink-0 place-items-center rounded-md bg-accent font-semibold text-accent-ink" aria-hidden="true">
          {site.title.slice(0, 1).toUpperCase()}
        </span>
      ) : (
        <img src={site.logoUrl} alt="" className="h-8 max-w-32 shrink-0 object-contain" />
      )}
      <span className="truncate text-base font-semibold">{site.title}</span>
    </Link>
  )
}

function EntranceFoot() {
  const t = useWords(entranceWords)
  const language = useLanguage()
  const { supportEmail } = useSite()
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex w-full max-w-5xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-soft sm:px-6">
        {supportEmail !== null && (
          <a href={`mailto:${supportEmail}`} className="underline decoration-line underline-offset-3 hover:decoration-current">
            {t('support', { email: supportEmail })}
          </a>
        )}
        <select
          aria-label={t('language')}
          value={language}
          onChange={(event) => setLanguage(event.target.value as Language)}
          className="ml-auto h-8 rounded-md border border-line bg-surface px-2 text-ink"
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      </div>
    </footer>
  )
}

/** Text as it was written, its paragraphs kept. */
export function WrittenText({ text }: { readonly text: string }) {
  return <div className="whitespace-pre-line [overflow-wrap:anywhere]">{text}</div>
}
