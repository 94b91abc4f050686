import { operatorApi } from '../../api/client.ts'
import { Explanation, type LinkOfNode } from '../../ui/explanation.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { activityWords } from './words.ts'

/** Why a commission line is what it is, down to the facts; `id` empty: closed. */
export function ExplainDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useWords(activityWords)
  return (
    <Drawer isOpen={id !== ''} onClose={onClose} title={t('explain')}>
      {id !== '' && <Explained id={id} />}
    </Drawer>
  )
}

function Explained({ id }: { readonly id: string }) {
  const line = operatorApi.useGet('GET /commission/{id}', { params: { id } })
  const explanation = operatorApi.useGet('GET /commission/{id}/explanation', { params: { id } })
  return (
    <Load of={line}>
      {(found) => (
        <Load of={explanation}>{(explained) => <Explanation explanation={explained} currency={found.currency} linkOf={linkOf} />}</Load>
      )}
    </Load>
  )
}

const PLACES: Readonly<Record<string, string>> = {
  transactionId: '/transactions/',
  relatedTransactionId: '/transactions/',
  customerId: '/customers/',
}

const linkOf: LinkOfNode = (name, id) => (PLACES[name] === undefined ? undefined : PLACES[name] + id)
