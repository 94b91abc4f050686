import type { Import } from '../../api/operator-api.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { useWords } from '../../ui/words.ts'
import { importWords } from './words.ts'

const TONES: Readonly<Record<Import['status'], Tone>> = {
  uploading: 'quiet',
  ready: 'warn',
  reading: 'info',
  taking: 'info',
  settling: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'quiet',
}

export function ImportState({ state }: { readonly state: Import['status'] }) {
  const t = useWords(importWords)
  return <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>
}
