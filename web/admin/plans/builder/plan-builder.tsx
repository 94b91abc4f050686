import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { FormProvider, useFieldArray, useWatch } from 'react-hook-form'
import type { NewPlanVersion } from '../../../api/operator-api.ts'
import { ApiError } from '../../../api/request.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Form, useFields } from '../../../ui/form.tsx'
import { LeaveGuard } from '../../../ui/leave-guard.tsx'
import { Menu } from '../../../ui/overlay.tsx'
import { Section } from '../../../ui/page.tsx'
import { useTimeZone } from '../../../ui/time-zone.tsx'
import { useWords } from '../../../ui/words.ts'
import { ComponentCard } from './component-card.tsx'
import { COMPONENT_TYPES, newComponent, type PlanDraft } from './draft.ts'
import { Choice, Small, useOptions } from './inputs.tsx'
import { componentsOf, JsonField } from './json-field.tsx'
import { type KnownVersion, PreviewPanel } from './preview-panel.tsx'
import { STARTS } from './starts.ts'
import { toComponentDraft } from './to-draft.ts'
import { atInputs, bodyOf, usePreview } from './use-preview.ts'
import { builderWords } from './words.ts'

interface BuilderProps {
  readonly initial: PlanDraft
  /** The plan that gets a version; undefined for a new one. */
  readonly planId: string | undefined
  readonly known?: KnownVersion | undefined
  readonly submitLabel: string
  readonly save: (plan: { readonly name: string; readonly version: NewPlanVersion }) => Promise<unknown>
}

/** A form that can say everything that a plan can, with what it means beside it. */
export function PlanBuilder({ initial, planId, known, submitLabel, save }: BuilderProps) {
  const zone = useTimeZone()
  const form = useFields<PlanDraft>(initial)
  // What is watched is the form's own shape, whose parts are all there from the first.
  const draft = useWatch({ control: form.control }) as PlanDraft
  const [json, setJson] = useState<string | null>(null)
  const isSaved = useRef(false)
  const { isDirty } = form.formState
  const components = json === null ? undefined : componentsOf(json)
  const version = bodyOf(draft, zone, components)
  const preview = usePreview(form, { name: draft.name, version })
  const submit = async () => {
    const values = form.getValues()
    isSaved.current = true
    try {
      await save({ name: values.name, version: bodyOf(values, zone, components) })
    } catch (error) {
      isSaved.current = false
      throw error instanceof ApiError ? atInputs(form, error, planId === undefined ? '' : 'version.') : error
    }
  }
  const showJson = (isJson: boolean) => {
    if (isJson) return setJson(JSON.stringify(version.components, null, 2))
    if (components !== undefined) form.setValue('version.components', components.map(toComponentDraft))
    setJson(null)
  }
  return (
    <FormProvider {...form}>
      <LeaveGuard isUnsaved={() => (isDirty || json !== null) && !isSaved.current} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
        <Form form={form} onSubmit={submit} submitLabel={submitLabel} className="min-w-0">
          <Terms planId={planId} />
          <div className="grid gap-3">
            <ComponentsHead isJson={json !== null} showJson={showJson} />
            {json === null ? <Components /> : <JsonField value={json} onChange={setJson} isInvalid={components === undefined} />}
          </div>
        </Form>
        <PreviewPanel preview={preview} name={draft.name} version={version} planId={planId} known={known} />
      </div>
    </FormProvider>
  )
}

function Terms({ planId }: { readonly planId: string | undefined }) {
  const t = useWords(builderWords)
  const zone = useTimeZone()
  const reaches = useOptions(['new_customers', 'from_date', 'all_open'])
  return (
    <Section title={t('terms')}>
      <div className="grid gap-3">
        {planId === undefined && <Small name="name" label={t('name')} />}
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <Small name="version.effectiveFrom" type="datetime-local" label={t('effectiveFrom')} hint={t('effectiveFromHint', { zone })} />
          {planId !== undefined && <Choice name="version.appliesTo" label={t('appliesTo')} options={reaches} />}
          <Small name="version.holdDays" label={t('holdDays')} unit={t('days')} />
          <Small name="version.noticeDays" label={t('noticeDays')} unit={t('days')} />
        </div>
      </div>
    </Section>
  )
}

function ComponentsHead({ isJson, showJson }: { readonly isJson: boolean; readonly showJson: (isJson: boolean) => void }) {
  const t = useWords(builderWords)
  return (
    <div className="flex items-center justify-between gap-2">
      <h2 className="font-semibold">{t('components')}</h2>
      <div className="flex rounded-md border border-line p-0.5">
        {[false, true].map((one) => (
          <button
            key={String(one)}
            type="button"
            aria-pressed={isJson === one}
            onClick={() => isJson !== one && showJson(one)}
            className={classNames('h-6 rounded px-2 text-xs', isJson === one ? 'bg-raised font-medium' : 'text-soft')}
          >
            {t(one ? 'json' : 'form')}
          </button>
        ))}
      </div>
    </div>
  )
}

function Components() {
  const t = useWords(builderWords)
  const { fields, append, remove, move, replace } = useFieldArray<PlanDraft>({ name: 'version.components' as never })
  return (
    <>
      {fields.length === 0 && (
        <div className="rounded-lg border border-dashed border-line p-4">
          <p className="mb-2 text-soft">{t('start')}</p>
          <div className="flex flex-wrap gap-2">
            {STARTS.map(({ word, components }) => (
              <Button key={word} onClick={() => replace(components.map(toComponentDraft) as never)}>
                {t(word)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {fields.map((field, index) => (
        <ComponentCard
          key={field.id}
          at={`version.components.${index}`}
          index={index}
          count={fields.length}
          remove={() => remove(index)}
          move={(to) => move(index, to)}
        />
      ))}
      <div>
        <Menu
          align="start"
          trigger={<Button icon={<Plus className="size-4" />}>{t('addComponent')}</Button>}
          entries={COMPONENT_TYPES.map((type) => ({
            label: `${t(type)} – ${t(`${type}_says`)}`,
            onSelect: () => append(newComponent(type) as never),
          }))}
        />
      </div>
    </>
  )
}
