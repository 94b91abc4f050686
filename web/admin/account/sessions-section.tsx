import { Laptop } from 'lucide-react'
import { consoleApi } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { agentName } from './agent-name.ts'
import { accountWords } from './words.ts'

/** Where somebody is signed in, and the way to end it there. */
export function SessionsSection() {
  const t = useWords(accountWords)
  const sessions = consoleApi.useGet('GET /sessions', {})
  const end = consoleApi.useSend('DELETE /sessions/{id}')
  const endOthers = consoleApi.useSend('DELETE /sessions')
  const hasOthers = (sessions.data?.items.length ?? 0) > 1
  return (
    <Section
      title={t('sessions')}
      hint={t('sessionsHint')}
      isFlush
      actions={
        hasOthers && (
          <Button
            size="small"
            isBusy={endOthers.isPending}
            onClick={() => endOthers.mutate({}, { onSuccess: () => toast(t('othersEnded')) })}
          >
            {t('endOthers')}
          </Button>
        )
      }
    >
      <Load of={sessions}>
        {({ items }) => (
          <ul>
            {items.map(({ id, agent, network, createdTs, lastSeenTs, isCurrent }) => {
              const name = agentName(agent) ?? t('unknownBrowser')
              return (
                <li key={id} className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-0">
                  <span className="grid size-8 shrink-0 place-items-center rounded-md bg-raised text-soft" aria-hidden="true">
                    <Laptop className="size-4" />
                  </span>
                  <div className="min-w-0 flex-1 basis-48">
                    <div className="flex flex-wrap items-center gap-2 font-medium" title={agent ?? ''}>
                      {name}
                      {isCurrent && <Badge tone="good">{t('thisSession')}</Badge>}
                    </div>
                    <div className="text-xs text-soft">
                      {network} · {t('since')} <Moment at={createdTs} shown="date" /> · {t('lastSeen')}{' '}
                      <Moment at={lastSeenTs ?? createdTs} shown="ago" />
                    </div>
                  </div>
                  {!isCurrent && (
                    <Button
                      size="small"
                      aria-label={`${t('end')}: ${name}`}
                      onClick={() => end.mutate({ params: { id } }, { onSuccess: () => toast(t('sessionEnded')) })}
                    >
                      {t('end')}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Load>
    </Section>
  )
}
