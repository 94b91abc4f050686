import { useNavigate } from '@tanstack/react-router'
import { Archive, Ellipsis, Pencil, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { CommissionPlan } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink, IconButton } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Confirm, Dialog, Menu } from '../../ui/overlay.tsx'
import { Page, Tabs } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { planWords } from './words.ts'

/** What all parts of a plan stand below: its name, what can be done with it, and the way to its other parts. */
export function PlanPage({ actions, children }: { readonly actions?: ReactNode; readonly children: (plan: CommissionPlan) => ReactNode }) {
  const planId = useSceneParam('planId')
  return (
    <Load of={operatorApi.useGet('GET /commission-plan/{id}', { params: { id: planId } })}>
      {(plan) => (
        <Loaded plan={plan} actions={actions}>
          {children(plan)}
        </Loaded>
      )}
    </Load>
  )
}

function Loaded({ plan, actions, children }: { readonly plan: CommissionPlan; readonly actions: ReactNode; readonly children: ReactNode }) {
  const t = useWords(planWords)
  const mayWrite = useMay('commission-plans') && plan.status === 'active'
  const { data: program } = operatorApi.useGet('GET /program', {})
  const at = `/plans/${plan.id}`
  const tabs = (
    <Tabs
      label={plan.name}
      tabs={[
        { to: at, label: t('terms') },
        { to: `${at}/versions`, label: t('versions') },
        { to: `${at}/assignments`, label: t('assignments') },
        { to: `${at}/acceptances`, label: t('acceptances') },
      ]}
    />
  )
  return (
    <Page
      title={plan.name}
      back={{ to: '/plans', label: t('title') }}
      tabs={tabs}
      subtitle={
        <span className="flex flex-wrap gap-2">
          {plan.status === 'archived' && <Badge>{t('archived')}</Badge>}
          {program?.defaultPlanId === plan.id && (
            <span className="inline-flex items-center gap-2">
              <Badge tone="info">{t('isDefault')}</Badge>
              {t('defaultHint')}
            </span>
          )}
        </span>
      }
      actions={
        mayWrite && (
          <>
            {actions ?? (
              <ButtonLink look="primary" to={`${at}/version`} icon={<Plus className="size-4" />}>
                {t('newVersion')}
              </ButtonLink>
            )}
            <More plan={plan} />
          </>
        )
      }
    >
      {children}
    </Page>
  )
}

function More({ plan }: { readonly plan: CommissionPlan }) {
  const t = useWords(planWords)
  const k = useWords(kitWords)
  const navigate = useNavigate()
  const [open, setOpen] = useState<'rename' | 'archive'>()
  const { mutateAsync: archive } = operatorApi.useSend('DELETE /commission-plan/{id}')
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu
        trigger={<IconButton label={k('more')} icon={<Ellipsis className="size-4" />} />}
        entries={[
          { label: t('rename'), icon: <Pencil className="size-4" />, onSelect: () => setOpen('rename') },
          { label: t('archive'), icon: <Archive className="size-4" />, onSelect: () => setOpen('archive'), isDanger: true },
        ]}
      />
      <Dialog isOpen={open === 'rename'} onClose={close} title={t('rename')}>
        <Rename plan={plan} close={close} />
      </Dialog>
      <Confirm
        isOpen={open === 'archive'}
        onClose={close}
        title={t('archiveAsk', { name: plan.name })}
        confirmLabel={t('archive')}
        isDanger
        onConfirm={async () => {
          await archive({ params: { id: plan.id } })
          toast(t('archivedNow'))
          await navigate({ to: '/plans' })
        }}
      >
        {t('archiveHint')}
      </Confirm>
    </>
  )
}

function Rename({ plan, close }: { readonly plan: CommissionPlan; readonly close: () => void }) {
  const t = useWords(planWords)
  const form = useFields({ name: plan.name })
  const { mutateAsync } = operatorApi.useSend('PATCH /commission-plan/{id}')
  const save = async ({ name }: { name: string }) => {
    await mutateAsync({ params: { id: plan.id }, body: { name } })
    toast(t('renamed'))
    close()
  }
  return (
    <Form form={form} onSubmit={save} submitLabel={t('save')}>
      <TextField name="name" label={t('name')} isRequired />
    </Form>
  )
}
