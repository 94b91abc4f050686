import type { Random } from './random.ts'

const FIRST = ['North', 'Blue', 'Golden', 'Silver', 'Bright', 'Open', 'Rapid', 'Quiet', 'Red', 'Green', 'Inner', 'Upper', 'Wild', 'First', 'Honest'] as const
const SECOND = ['light', 'harbour', 'field', 'bridge', 'river', 'stone', 'wind', 'forest', 'signal', 'garden', 'mountain', 'compass'] as const
const KIND = ['Media', 'Reviews', 'Daily', 'Guide', 'Network', 'Traffic', 'Studio', 'Report'] as const

export const COUNTRIES = ['MT', 'DE', 'GB', 'BR', 'ES', 'SE', 'PT'] as const
export const AGENT_FAMILIES = ['Chrome', 'Chrome', 'Safari', 'Safari', 'Firefox', 'Edge', 'Instagram app', 'Samsung Internet'] as const
export const REFERRERS = ['https://www.youtube.com/', 'https://www.google.com/', 'https://forum.example/best-of', undefined, undefined] as const

/** A name that tells affiliates apart. */
export function affiliateName(index: number, random: Random): string {
  return `${random.pick(FIRST)}${random.pick(SECOND)} ${random.pick(KIND)}${index < 20 ? '' : ` ${index + 1}`}`
}
