import { hash, randomBytes } from 'node:crypto'

/** What a slug may be: it stands in a URL's path as it is, and is compared as it is, upper and lower case apart. */
export const SLUG_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

const MADE_LENGTH = 12
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

/** A random slug without look-alikes (0 O, 1 l I): 12 characters, 69 bits, so that who knows one link cannot find another. */
export function newSlug(): string {
  let slug = ''
  while (slug.length < MADE_LENGTH) {
    for (const byte of randomBytes(MADE_LENGTH * 2)) {
      const letter = ALPHABET[byte & 0x3f]
      if (letter !== undefined && slug.length < MADE_LENGTH) slug += letter
    }
  }
  return slug
}

/**
 * What stands for the slug of an erased affiliate, which may say who it was: enough to keep others from taking it over, and to tell
 * visitors that the link is gone. The same as in erase-affiliate.ts. No slug begins with `~`.
 */
export function erasedSlug(slug: string): string {
  return `~${hash('sha256', slug)}`
}

/** The address that an affiliate publishes. */
export function trackingLinkUrl(publicUrl: string, slug: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/c/${slug}`
}
