import { hash } from 'node:crypto'
import { DomainError } from '../errors.ts'
import { BANNER_FRAMES_MAX, BANNER_PIXELS_MAX, BANNER_SIDE_MAX, type BannerPicture, type PictureFault } from './pictures/banner-picture.ts'
import { readBanner } from './pictures/read-banner.ts'

export const BANNER_BYTES_MAX = 1024 * 1024
export const HTML_BYTES_MAX = 512 * 1024

/** What is stored of a file, and how large it is shown. */
export interface MediaContent {
  readonly content: Buffer
  readonly contentType: BannerPicture['type'] | 'text/html'
  readonly sha256: Buffer
  readonly width: number
  readonly height: number
}

const FAULTS: Readonly<Record<PictureFault, string>> = {
  not_a_picture: 'Expected a PNG, JPEG, GIF or WebP picture. SVG is not taken.',
  too_many_pixels: `Expected at most ${BANNER_SIDE_MAX} pixels to a side and ${BANNER_PIXELS_MAX} in all.`,
  too_many_frames: `Expected at most ${BANNER_FRAMES_MAX} frames.`,
}

/** A banner's file, put together anew from what draws it. Throws `invalid_request` (content). */
export async function readBannerContent(bytes: Buffer): Promise<MediaContent> {
  if (bytes.length > BANNER_BYTES_MAX) throw invalid('content', 'too_large', `Expected at most ${BANNER_BYTES_MAX} bytes.`)
  const picture = await readBanner(bytes)
  if (typeof picture === 'string') throw invalid('content', picture, FAULTS[picture])
  const { type, width, height, content } = picture
  return { content, contentType: type, sha256: hash('sha256', content, 'buffer'), width, height }
}

/** The page of an HTML5 medium, as it is: it only ever runs where nothing of ours is in reach (media-policy.ts). Throws `invalid_request` (html). */
export function readHtmlContent(html: string, { width, height }: { readonly width: number; readonly height: number }): MediaContent {
  const content = Buffer.from(html, 'utf8')
  if (content.length > HTML_BYTES_MAX) throw invalid('html', 'too_large', `Expected at most ${HTML_BYTES_MAX} bytes.`)
  return { content, contentType: 'text/html', sha256: hash('sha256', content, 'buffer'), width, height }
}

function invalid(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}
