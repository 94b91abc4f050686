import { operatorApi } from '../../api/client.ts'
import { Count } from '../../ui/amount.tsx'
import { Page, Section, Stat, Stats } from '../../ui/page.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { activityWords } from '../activity/words.ts'
import { BatchProgress } from './batch-progress.tsx'
import { transactionWords } from './words.ts'

const POLL_MS = 1_500

export default function BatchScene() {
  const t = useWords(transactionWords)
  const id = useSceneParam('batchId')
  const isMoving = (data: unknown): number | false => ((data as { queued?: number } | undefined)?.queued ?? 0) > 0 && POLL_MS
  const batch = operatorApi.useGet('GET /transaction/batch/{id}', { params: { id } }, { everyMs: isMoving })
  return (
    <Page title={t('batch')} subtitle={<code className="text-xs">{id}</code>} back={{ to: '/transactions/batches', label: t('batches') }}>
      <Load of={batch}>
        {(found) => (
          <>
            <BatchProgress batch={found} />
            <Stats>
              {(['accepted', 'queued', 'processed', 'pendingApproval', 'failed', 'duplicates'] as const).map((name) => (
                <Stat key={name} label={t(name)} value={<Count value={found[name]} />} />
              ))}
            </Stats>
            <Section title={t('batchFailures')} isFlush={found.failures.length > 0}>
              {found.failures.length === 0 ? <p className="text-soft">{t('noBatchFailures')}</p> : <Failures failures={found.failures} />}
            </Section>
          </>
        )}
      </Load>
    </Page>
  )
}

interface Failure {
  readonly index: number
  readonly externalId: string | null
  readonly code: string
  readonly message: string
}

function Failures({ failures }: { readonly failures: readonly Failure[] }) {
  const t = useWords(transactionWords)
  const shared = useWords(activityWords)
  const reason = useReason()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section aria-label={t('batchFailures')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left">
        <thead>
          <tr className="border-b border-line text-xs text-soft">
            {[t('index'), shared('externalId'), t('cause')].map((name) => (
              <th key={name} scope="col" className="px-4 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {failures.map(({ index, externalId, code, message }) => (
            <tr key={index} className="border-b border-line last:border-0">
              <td className="px-4 py-2 tabular-nums">{index}</td>
              <td className="px-4 py-2 [overflow-wrap:anywhere]">{externalId}</td>
              <td className="px-4 py-2">
                {reason(code)}
                <span className="block text-xs text-soft [overflow-wrap:anywhere]">{message}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
