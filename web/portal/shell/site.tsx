import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useEffect } from 'react'
import type { PortalSite } from '../../api/portal-api.ts'
import { type ApiError, send } from '../../api/request.ts'

/** How a program shows its portal to everybody: `GET /portal/v1/site/{slug}`. */
export type Site = PortalSite

/** Which portal the address names: `/p/{slug}`. */
export const SLUG = location.pathname.split('/')[2] ?? ''

export const SiteContext = createContext<Site | null>(null)

export function useSite(): Site {
  const site = useContext(SiteContext)
  if (site === null) throw new Error('a scene outside of the frame')
  return site
}

export function useSiteAnswer() {
  return useQuery<Site, ApiError>({
    queryKey: ['/portal/v1', 'site', SLUG],
    queryFn: ({ signal }) => send('/portal/v1', 'GET /site/{slug}', { params: { slug: SLUG } }, signal) as Promise<Site>,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Puts the program's colour and name on the page. */
export function useWhiteLabel(site: Site | undefined): void {
  useEffect(() => {
    if (site === undefined || site.accentColor === null) return
    const { style } = document.documentElement
    style.setProperty('--accent', site.accentColor)
    style.setProperty('--accent-ink', inkOn(site.accentColor))
  }, [site])
}

/** Black or white, whichever reads better on a colour (relative luminance of WCAG 2). */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff'
}
