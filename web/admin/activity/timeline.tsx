import { ArrowLeftRight, Hourglass, Radio, UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Pages } from '../../api/client.ts'
import type { StoryChapter, StoryLine } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge, StatusBadge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { eventWords } from '../events/words.ts'
import { ExplainDrawer } from './explain-drawer.tsx'
import { useCodes } from './parts.tsx'
import { activityWords } from './words.ts'

const ICONS: Readonly<Record<StoryChapter['kind'], ReactNode>> = {
  registration: <UserPlus className="size-4" />,
  event: <Radio className="size-4" />,
  item: <Hourglass className="size-4" />,
  transaction: <ArrowLeftRight className="size-4" />,
}
const PAYOUT_TONES: Readonly<Record<StoryLine['payout'], Tone>> = {
  none: 'quiet',
  waiting: 'warn',
  held: 'warn',
  payable: 'info',
  paid: 'good',
  deducted: 'bad',
  rejected: 'bad',
  taken_back: 'bad',
}

/** A story, latest first: what came, where it stands and why, and what each line earned. */
export function Timeline({ pages }: { readonly pages: Pages<StoryChapter> }) {
  const kit = useWords(kitWords)
  const [{ explain }, setUrl] = useUrlState({ explain: '' })
  const chapters = [...pages.rows].sort((one, other) => other.occurredAt.localeCompare(one.occurredAt))
  return (
    <>
      <ol className="grid">
        {chapters.map((chapter, index) => (
          <Chapter key={`${chapter.kind}-${chapter.id ?? index}`} chapter={chapter} onExplain={(id) => setUrl({ explain: id })} />
        ))}
      </ol>
      {pages.hasMore && (
        <div>
          <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
            {kit('loadMore')}
          </Button>
        </div>
      )}
      <ExplainDrawer id={explain} onClose={() => setUrl({ explain: '' })} />
    </>
  )
}

function Chapter({ chapter, onExplain }: { readonly chapter: StoryChapter; readonly onExplain: (id: string) => void }) {
  const t = useWords(eventWords)
  const code = useCodes()
  const language = useLanguage()
  const { kind, id, type, externalId, occurredAt, state, words, lines } = chapter
  const name = kind === 'transaction' || kind === 'item' ? code('type', type) : t(`chapter_${kind}`)
  return (
    <li className="relative grid grid-cols-[1.75rem_1fr] gap-x-3 pb-5 before:absolute before:top-7 before:bottom-0 before:left-3.5 before:w-px before:bg-line last:before:hidden">
      <span className="grid size-7 place-items-center rounded-full border border-line bg-surface text-soft" aria-hidden="true">
        {ICONS[kind]}
      </span>
      <div className="min-w-0 pt-0.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{name}</span>
          {externalId !== null &&
            (kind === 'transaction' && id !== null ? (
              <TextLink to={`/transactions/${id}`} className="max-w-full truncate">
                {externalId}
              </TextLink>
            ) : (
              <span className="max-w-full truncate text-soft">{externalId}</span>
            ))}
          <StoryState state={state} />
          <span className="ml-auto text-xs text-soft">
            <Moment at={occurredAt} />
          </span>
        </div>
        <p className="mt-0.5 text-soft [overflow-wrap:anywhere]">{words[language]}</p>
        {lines.length > 0 && (
          <ul className="mt-2 grid overflow-hidden rounded-md border border-line">
            {lines.map((line) => (
              <Line key={line.commissionId} line={line} onExplain={onExplain} />
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** States of transactions have words of their own; of registrations and items the sentence below says enough. */
function StoryState({ state }: { readonly state: string }) {
  const code = useCodes()
  const t = useWords(eventWords)
  const word = code('state', state)
  if (word !== state) return <StatusBadge state={state}>{word}</StatusBadge>
  const outcome = wordFor(t as never, `outcome_${state}`)
  return outcome === `outcome_${state}` ? null : <StatusBadge state={state}>{outcome}</StatusBadge>
}

function Line({ line, onExplain }: { readonly line: StoryLine; readonly onExplain: (id: string) => void }) {
  const t = useWords(eventWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const language = useLanguage()
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-2 last:border-0">
      <span className="min-w-0 flex-1 basis-56">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{code('component', line.component)}</span>
          <Badge tone={PAYOUT_TONES[line.payout]}>{t(`payout_${line.payout}`)}</Badge>
        </span>
        <span className="block text-xs text-soft [overflow-wrap:anywhere]">{line.words[language]}</span>
      </span>
      <Amount value={line.amount} currency={line.currency} className="font-medium" />
      <Button size="small" onClick={() => onExplain(line.commissionId)}>
        {shared('explain')}
      </Button>
    </li>
  )
}
