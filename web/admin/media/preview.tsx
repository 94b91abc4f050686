import { CodeXml, ImageOff } from 'lucide-react'
import type { Media } from '../../api/operator-api.ts'

type Shown = Pick<Media, 'kind' | 'name' | 'text' | 'width' | 'height' | 'url' | 'status'>

/** A file of ours by the address of this page: the public one may name another host. */
function ownAddress(url: string): string {
  const { pathname } = new URL(url)
  return pathname
}

/**
 * A medium as pages show it. An HTML5 page only ever runs in a frame with an origin of its own: it reaches neither this page nor what the
 * reader is signed in to.
 */
export function MediaPreview({ media }: { readonly media: Shown }) {
  const { kind, name, text, width, height, url, status } = media
  if (kind === 'text') return <p className="max-w-prose [overflow-wrap:anywhere] underline decoration-accent underline-offset-3">{text}</p>
  if (url === null || status === 'archived') return <Gone />
  if (kind === 'banner')
    return (
      <img src={ownAddress(url)} alt={text ?? name} width={width ?? undefined} height={height ?? undefined} className="h-auto max-w-full" />
    )
  return (
    <div className="max-w-full overflow-auto">
      <iframe
        title={name}
        src={ownAddress(url)}
        width={width ?? 300}
        height={height ?? 250}
        sandbox="allow-scripts"
        loading="lazy"
        className="border-0 bg-[#fff]"
      />
    </div>
  )
}

/** The same, small and still, for the gallery: what moves by scripts stays closed there. */
export function MediaThumbnail({ media }: { readonly media: Shown }) {
  const { kind, name, text, url, status } = media
  if (kind === 'text') return <p className="line-clamp-4 p-4 [overflow-wrap:anywhere]">{text}</p>
  if (url === null || status === 'archived') return <Gone />
  if (kind === 'banner')
    return <img src={ownAddress(url)} alt={text ?? name} loading="lazy" className="max-h-36 max-w-full object-contain" />
  return <CodeXml className="size-8 text-soft" aria-hidden="true" />
}

function Gone() {
  return <ImageOff className="size-8 text-soft" aria-hidden="true" />
}
