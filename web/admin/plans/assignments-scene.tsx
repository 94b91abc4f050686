import { useState } from 'react'
import { Plus, Users } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Assignment, CommissionPlan } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { AssignForm } from './assign-form.tsx'
import { PlanPage } from './plan-page.tsx'
import { stateOf, whomOf } from './whom.ts'
import { planWords } from './words.ts'

const TONES = { current: 'good', future: 'info', over: 'quiet' } as const

export default function AssignmentsScene() {
  const t = useWords(planWords)
  const [{ dialog }, setUrl] = useUrlState({ dialog: '' })
  const setOpen = (isOpen: boolean) => setUrl({ dialog: isOpen ? 'assign' : '' })
  return (
    <PlanPage
      actions={
        <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setOpen(true)}>
          {t('assign')}
        </Button>
      }
    >
      {(plan) => (
        <>
          <Assignments plan={plan} assign={() => setOpen(true)} />
          <Dialog
            isOpen={dialog === 'assign'}
            onClose={() => setOpen(false)}
            title={t('assignTitle', { name: plan.name })}
            hint={t('assignHint')}
          >
            <AssignForm planId={plan.id} close={() => setOpen(false)} />
          </Dialog>
        </>
      )}
    </PlanPage>
  )
}

function Assignments({ plan, assign }: { readonly plan: CommissionPlan; readonly assign: () => void }) {
  const t = useWords(planWords)
  const mayWrite = useMay('commission-plans')
  const pages = operatorApi.useList('GET /commission-plan/{id}/assignment', { params: { id: plan.id }, query: {} })
  const { data: program } = operatorApi.useGet('GET /program', {})
  const { mutateAsync } = operatorApi.useSend('DELETE /commission-plan/{id}/assignment/{assignmentId}')
  const [ending, setEnding] = useState<Assignment>()
  const now = program?.now ?? new Date().toISOString()
  return (
    <>
      <DataTable
        name="plan-assignments"
        label={t('assignments')}
        pages={pages}
        rowId={({ id }) => id}
        empty={
          <Empty
            title={t('noAssignments')}
            hint={t('noAssignmentsHint')}
            icon={<Users />}
            action={
              mayWrite &&
              plan.status === 'active' && (
                <Button look="primary" onClick={assign}>
                  {t('assign')}
                </Button>
              )
            }
          />
        }
        columns={[
          {
            id: 'whom',
            header: t('to'),
            cell: (row) => <span className="font-medium">{whomOf(row, t)}</span>,
            text: (row) => whomOf(row, t),
          },
          {
            id: 'status',
            header: t('status'),
            cell: (row) => <Badge tone={TONES[stateOf(row, now)]}>{t(stateOf(row, now))}</Badge>,
            text: (row) => stateOf(row, now),
          },
          {
            id: 'from',
            header: t('effectiveFrom'),
            cell: ({ effectiveFrom }) => <Moment at={effectiveFrom} />,
            text: ({ effectiveFrom }) => effectiveFrom,
          },
          {
            id: 'until',
            header: t('until'),
            cell: ({ effectiveUntil }) => <Moment at={effectiveUntil} />,
            text: ({ effectiveUntil }) => effectiveUntil,
          },
          {
            id: 'end',
            header: '',
            cell: (row) =>
              mayWrite &&
              stateOf(row, now) !== 'over' && (
                <span className="flex justify-end">
                  <Button size="small" look="ghost" onClick={() => setEnding(row)}>
                    {t('end')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      <Confirm
        isOpen={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t('endAsk')}
        confirmLabel={t('end')}
        isDanger
        onConfirm={async () => {
          if (ending === undefined) return
          await mutateAsync({ params: { id: plan.id, assignmentId: ending.id } })
          toast(t('ended'))
        }}
      >
        {ending !== undefined && t('endHint', { whom: whomOf(ending, t) })}
      </Confirm>
    </>
  )
}
