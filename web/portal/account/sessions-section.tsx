import { portalApi } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { accountWords } from './words.ts'

/** Where a user is signed in. */
export function SessionsSection() {
  const t = useWords(accountWords)
  const sessions = portalApi.useGet('GET /account/session', {})
  const { mutateAsync: end, isPending } = portalApi.useSend('DELETE /account/session/{id}')
  return (
    <Section title={t('sessions')} isFlush>
      <Load of={sessions}>
        {({ items }) => (
          <ul className="divide-y divide-line">
            {items.map(({ id, agent, network, createdTs, lastUsedTs, isThis }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                <div className="min-w-0 flex-1 basis-64">
                  <div className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
                    {browserOf(agent) ?? t('unknownAgent')}
                    {isThis && <Badge tone="info">{t('thisSession')}</Badge>}
                  </div>
                  <div className="text-xs text-soft">
                    {network} · {t('signedIn')} <Moment at={createdTs} /> · {t('lastUsed')} <Moment at={lastUsedTs} shown="ago" />
                  </div>
                </div>
                {!isThis && (
                  <Button
                    size="small"
                    disabled={isPending}
                    onClick={() => void end({ params: { id } }).then(() => toast(t('sessionEnded')))}
                  >
                    {t('endSession')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Load>
    </Section>
  )
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** What a browser calls itself, as people call it. */
function browserOf(agent: string | null): string | null {
  if (agent === null) return null
  const named = [BROWSERS, SYSTEMS].map((list) => list.find(([sign]) => agent.includes(sign))?.[1]).filter((name) => name !== undefined)
  return named.length === 0 ? agent.slice(0, 60) : named.join(' · ')
}
