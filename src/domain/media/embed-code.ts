import type { Media } from './media.ts'

/** What an affiliate puts on a page. */
export interface EmbedCode {
  readonly html: string
  /** Where the file is served; null for a text. */
  readonly fileUrl: string | null
}

export interface EmbedPlaces {
  /** The affiliate's tracking link. */
  readonly linkUrl: string
  readonly linkSlug: string
  /** Of the medium's file. */
  readonly fileUrl: string
}

/** What a frame around an HTML5 medium allows: scripts and links that open, nothing that reaches the page or us. */
export const FRAME_SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

/**
 * HTML that shows a medium and leads to an affiliate's tracking link. Whatever people named it is escaped: it is text on the affiliate's
 * page, never markup.
 */
export function embedCode(media: Pick<Media, 'kind' | 'name' | 'words' | 'width' | 'height'>, { linkUrl, linkSlug, fileUrl }: EmbedPlaces): EmbedCode {
  const open = `<a href="${escapeHtml(linkUrl)}" target="_blank" rel="sponsored noopener">`
  const sides = `width="${media.width ?? 0}" height="${media.height ?? 0}"`
  switch (media.kind) {
    case 'text':
      return { html: `${open}${escapeHtml(media.words ?? media.name)}</a>`, fileUrl: null }
    case 'banner':
      return { html: `${open}<img src="${escapeHtml(fileUrl)}" ${sides} alt="${escapeHtml(media.words ?? '')}" loading="lazy" style="border:0"></a>`, fileUrl }
    case 'html5': {
      const source = `${fileUrl}?l=${encodeURIComponent(linkSlug)}`
      return {
        html: `<iframe src="${escapeHtml(source)}" ${sides} title="${escapeHtml(media.words ?? media.name)}" sandbox="${FRAME_SANDBOX}" loading="lazy" style="border:0"></iframe>`,
        fileUrl: source,
      }
    }
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
