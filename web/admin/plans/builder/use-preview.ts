import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { operatorApi } from '../../../api/client.ts'
import type { NewPlanVersion, PlanPreview } from '../../../api/operator-api.ts'
import { ApiError, type FieldProblem } from '../../../api/request.ts'
import { instantOfLocal } from '../../../ui/date-range/local-time.ts'
import type { PlanDraft } from './draft.ts'
import { fieldOfPath } from './field-of-path.ts'
import { fromDraft } from './from-draft.ts'

const PAUSE_MS = 350

export interface Preview {
  /** The last that could be made; it stays while something is being typed. */
  readonly data: PlanPreview | undefined
  readonly isChecking: boolean
  /** Fields that were left empty, which is no news while one is typing. */
  readonly missing: readonly FieldProblem[]
  readonly wrong: readonly FieldProblem[]
  /** Why it was refused as a whole. */
  readonly refusal: string | undefined
}

const NOTHING: Preview = { data: undefined, isChecking: false, missing: [], wrong: [], refusal: undefined }

/**
 * What the plan would mean, asked for whenever typing pauses; an answer that a newer question has overtaken is dropped. What the API refuses is shown at
 * its fields, but for what is merely not filled in yet.
 */
export function usePreview(form: UseFormReturn<PlanDraft>, plan: { readonly name: string; readonly version: NewPlanVersion }): Preview {
  const body = plan.version.components.length === 0 ? null : JSON.stringify({ name: plan.name.trim() || '–', version: plan.version })
  const [preview, setPreview] = useState<Preview>(NOTHING)
  useEffect(() => {
    if (body === null) return setPreview(NOTHING)
    const asked = new AbortController()
    setPreview((last) => ({ ...last, isChecking: true }))
    const timer = setTimeout(() => {
      operatorApi.send('POST /commission-plan/preview', { body: JSON.parse(body) }, asked.signal).then(
        (data) => {
          form.clearErrors()
          setPreview({ data, isChecking: false, missing: [], wrong: [], refusal: undefined })
        },
        (error: unknown) => {
          if (!asked.signal.aborted) setPreview((last) => ({ ...last, isChecking: false, ...refusalOf(form, error) }))
        },
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [body, form])
  return preview
}

function refusalOf(form: UseFormReturn<PlanDraft>, error: unknown): Pick<Preview, 'missing' | 'wrong' | 'refusal'> {
  if (!(error instanceof ApiError)) throw error
  const isMissing = ({ path, code }: FieldProblem) => {
    const name = fieldOfPath(path, form.control._names.mount)
    return code === 'required' || (name !== undefined && String(form.getValues(name as never)) === '')
  }
  const missing = error.fields.filter(isMissing)
  const wrong = error.fields.filter((problem) => !isMissing(problem))
  form.clearErrors()
  showProblems(form, wrong)
  return { missing, wrong, refusal: error.fields.length === 0 ? error.message : undefined }
}

/** Puts each problem at the input that it is nearest to. */
export function showProblems(form: UseFormReturn<PlanDraft>, problems: readonly FieldProblem[]): void {
  for (const { path, message } of problems) {
    const name = fieldOfPath(path, form.control._names.mount)
    if (name !== undefined) form.setError(name as never, { message })
  }
}

/** The same refusal with paths of the form's inputs, of a call that takes the version alone. */
export function atInputs(form: UseFormReturn<PlanDraft>, error: ApiError, prefix: string): ApiError {
  const fields = error.fields.map((problem) => ({
    ...problem,
    path: fieldOfPath(prefix + problem.path, form.control._names.mount) ?? problem.path,
  }))
  const { status, code, message, requestId } = error
  return new ApiError({ status, code, message, fields, requestId })
}

/** The form's version as the API's type. The form cannot promise it; the API says what is wrong. */
export function bodyOf(draft: PlanDraft, zone: string, components?: readonly unknown[]): NewPlanVersion {
  const version = fromDraft(draft, (time) => instantOfLocal(time, zone))
  return { ...version, ...(components && { components }) } as NewPlanVersion
}
