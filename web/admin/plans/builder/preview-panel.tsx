import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import type { NewPlanVersion, PlanPreview } from '../../../api/operator-api.ts'
import type { FieldProblem } from '../../../api/request.ts'
import { Amount } from '../../../ui/amount.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Notice } from '../../../ui/page.tsx'
import { Loading } from '../../../ui/states.tsx'
import { LANGUAGE_NAMES, LANGUAGES, type Language, useLanguage, useWords } from '../../../ui/words.ts'
import { useCurrency } from '../../shell/session.tsx'
import { FairnessCard } from '../fairness-card.tsx'
import { PlanTextView } from '../plan-text-view.tsx'
import type { PlanDraft } from './draft.ts'
import { fieldOfPath } from './field-of-path.ts'
import { SimulationPanel } from './simulation-panel.tsx'
import type { Preview } from './use-preview.ts'
import { builderWords } from './words.ts'

const VIEWS = ['text', 'fairness', 'example', 'simulation'] as const
type View = (typeof VIEWS)[number]

/** What the draft would mean: beside the form, as it is typed. `known`: the sentences of the version before, so that what is new stands out. */
export function PreviewPanel({
  preview,
  name,
  version,
  planId,
  known,
}: {
  readonly preview: Preview
  readonly name: string
  readonly version: NewPlanVersion
  readonly planId: string | undefined
  readonly known?: KnownVersion | undefined
}) {
  const t = useWords(builderWords)
  const [view, setView] = useState<View>('text')
  const own = useLanguage()
  const [language, setLanguage] = useState<Language>(own)
  const { data } = preview
  return (
    <section
      aria-label={t('preview')}
      className="min-w-0 rounded-lg border border-line bg-surface xl:sticky xl:top-4 xl:max-h-[calc(100dvh-6rem)] xl:overflow-y-auto"
    >
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-2 py-1.5">
        <div className="flex gap-1" role="tablist" aria-label={t('preview')}>
          {VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={view === one}
              onClick={() => setView(one)}
              className={classNames('h-7 rounded px-2 text-xs font-medium', view === one ? 'bg-raised' : 'text-soft hover:text-ink')}
            >
              {t(one)}
            </button>
          ))}
        </div>
        {(view === 'text' || view === 'fairness' || view === 'example') && (
          <select
            aria-label={t('language')}
            value={language}
            onChange={(event) => setLanguage(LANGUAGES.find((one) => one === event.target.value) ?? 'en')}
            className="ml-auto h-7 rounded border border-line bg-surface px-1 text-xs"
          >
            {LANGUAGES.map((one) => (
              <option key={one} value={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        )}
      </div>
      <div className="grid gap-3 p-4">
        {view === 'simulation' ? (
          <SimulationPanel planId={planId} version={version} />
        ) : (
          <>
            <Problems preview={preview} />
            {data === undefined ? (
              preview.isChecking ? (
                <Loading lines={4} />
              ) : (
                version.components.length === 0 && <p className="text-soft">{t('nothingYet')}</p>
              )
            ) : (
              <div
                aria-live="polite"
                className={classNames(
                  'grid gap-3 transition-opacity',
                  (preview.isChecking || preview.wrong.length + preview.missing.length > 0) && 'opacity-60',
                )}
              >
                {view === 'text' && <TextOf data={data} name={name} language={language} known={known} />}
                {view === 'fairness' && <FairnessCard items={data.fairness} language={language} />}
                {view === 'example' && <Example data={data} language={language} />}
              </div>
            )}
          </>
        )}
      </div>
    </section>
  )
}

export interface KnownVersion {
  readonly version: number
  readonly sentences: ReadonlyMap<string, ReadonlySet<string>>
}

function TextOf({
  data,
  name,
  language,
  known,
}: {
  readonly data: PlanPreview
  readonly name: string
  readonly language: Language
  readonly known?: KnownVersion | undefined
}) {
  const t = useWords(builderWords)
  const text = data.texts.find((one) => one.language === language)
  const before = known?.sentences.get(language)
  if (text === undefined) return null
  return (
    <>
      {known !== undefined && <p className="text-xs text-soft">{t('changedHint', { version: known.version })}</p>}
      <PlanTextView text={known === undefined ? text : { ...text, title: name }} {...(before !== undefined && { known: before })} />
    </>
  )
}

function Example({ data: { example }, language }: { readonly data: PlanPreview; readonly language: Language }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  return (
    <>
      <h3 className="font-semibold">{t('exampleOf', { period: example.period })}</h3>
      <p>{example.words[language]}</p>
      <table className="w-full">
        <tbody>
          {example.components.map(({ component, words, amount }) => (
            <tr key={component} className="border-b border-line align-top">
              <td className="py-1.5 pr-3">{words[language]}</td>
              <td className="py-1.5 text-right">
                <Amount value={amount} currency={currency} />
              </td>
            </tr>
          ))}
          <tr className="font-semibold">
            <td className="py-1.5 pr-3">{t('exampleTotal')}</td>
            <td className="py-1.5 text-right">
              <Amount value={example.amount} currency={currency} />
            </td>
          </tr>
        </tbody>
      </table>
    </>
  )
}

function Problems({ preview: { missing, wrong, refusal } }: { readonly preview: Preview }) {
  const t = useWords(builderWords)
  const form = useFormContext<PlanDraft>()
  const show = ({ path }: FieldProblem) => {
    const name = fieldOfPath(path, form.control._names.mount)
    if (name !== undefined) form.setFocus(name as never)
  }
  if (refusal !== undefined) return <Notice tone="bad">{refusal}</Notice>
  if (wrong.length > 0) {
    return (
      <Notice tone="bad" title={t('wrong', { count: wrong.length })}>
        <ul className="mt-1 list-disc pl-4">
          {wrong.map((problem) => (
            <li key={problem.path + problem.code}>
              <button type="button" className="text-left underline underline-offset-2" onClick={() => show(problem)}>
                {problem.message}
              </button>
            </li>
          ))}
        </ul>
      </Notice>
    )
  }
  const [first] = missing
  if (first === undefined) return null
  return (
    <Notice>
      <button type="button" className="text-left underline underline-offset-2" onClick={() => show(first)}>
        {t('missing', { count: missing.length })}
      </button>
    </Notice>
  )
}
