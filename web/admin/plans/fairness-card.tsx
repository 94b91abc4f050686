import type { FairnessItem } from '../../api/operator-api.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { type Language, type Translate, useWords } from '../../ui/words.ts'
import { type BuilderWord, builderWords } from './builder/words.ts'

const TONES: Readonly<Record<FairnessItem['verdict'], Tone>> = { favourable: 'good', neutral: 'quiet', unfavourable: 'bad' }
const TOPICS = [
  'negative_carryover',
  'high_rollers',
  'bundling',
  'quota',
  'admin_fee',
  'de_tagging',
  'dormancy',
  'advance',
  'caps',
  'retroactive_change',
  'notice',
] as const satisfies readonly BuilderWord[]

/** What affiliates look for in a contract, each with a verdict for them. */
export function FairnessCard({ items, language }: { readonly items: readonly FairnessItem[]; readonly language: Language }) {
  const t = useWords(builderWords)
  return (
    <ul className="grid gap-2.5">
      {items.map(({ topic, verdict, words }) => (
        <li key={topic} className="grid gap-0.5">
          <div className="flex items-center justify-between gap-2">
            <span className="font-medium">{topicName(topic, t)}</span>
            <Badge tone={TONES[verdict]}>{t(verdict)}</Badge>
          </div>
          <p lang={language} className="text-soft">
            {words[language]}
          </p>
        </li>
      ))}
    </ul>
  )
}

function topicName(topic: string, t: Translate<BuilderWord>): string {
  const known = TOPICS.find((one) => one === topic)
  return known === undefined ? topic : t(known)
}
