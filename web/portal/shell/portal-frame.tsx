import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { LogOut, Monitor, Moon, Search, Sun, UserRound } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { type PortalSession, usePortalSession } from '../../api/portal-session.ts'
import { send } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { type Command, CommandPalette } from '../../ui/command-palette.tsx'
import { Frame, type NavigationGroup } from '../../ui/frame.tsx'
import { Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/overlay.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { setTheme, useTheme } from '../../ui/theme.ts'
import { TimeZoneContext } from '../../ui/time-zone.tsx'
import { Toasts } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { Pending } from '../account/pending.tsx'
import { ENTRANCE_SCENES, SCENES } from '../areas.ts'
import { PLACES } from './navigation.tsx'
import { SessionContext } from './session.tsx'
import { type Site, SiteContext, useSiteAnswer, useWhiteLabel } from './site.tsx'
import { shellWords } from './words.ts'

/** Around every scene of a portal: the program's own name, logo and colour; behind it who is signed in. Strangers see the entrance. */
export function PortalFrame() {
  const site = useSiteAnswer()
  useWhiteLabel(site.data)
  if (site.data === undefined)
    return (
      <div className="p-6">{site.error === null ? <Loading /> : <Failed error={site.error} onRetry={() => void site.refetch()} />}</div>
    )
  return (
    <SiteContext value={site.data}>
      <TimeZoneContext value={site.data.timeZone}>
        <Inside site={site.data} />
        <Toasts />
      </TimeZoneContext>
    </SiteContext>
  )
}

function Inside({ site }: { readonly site: Site }) {
  const session = usePortalSession()
  // Of what is drawn now: the address is ahead of it while the next scene is loaded.
  const path = useRouterState({ select: (state) => state.matches.at(-1)?.pathname ?? state.location.pathname })
  const base = `/p/${site.slug}`
  const below = (path.startsWith(`${base}/`) || path === base ? path.slice(base.length) : path) || '/'
  const isEntrance = ENTRANCE_SCENES.some(
    (scene) => scene.path.split('/$')[0] === below || below.startsWith(`${scene.path.split('/$')[0]}/`),
  )
  if (isEntrance) return <Outlet />
  // A session of another portal is none here.
  if (session.data?.site === site.slug) return <SignedIn site={site} session={session.data} below={below} />
  if (session.data !== undefined || session.error?.status === 401) return <ToEntrance from={below} />
  return (
    <div className="p-6">
      {session.error === null ? <Loading /> : <Failed error={session.error} onRetry={() => void session.refetch()} />}
    </div>
  )
}

/** Strangers at the front door see what the program offers; behind another door they sign in first, and come back. */
function ToEntrance({ from }: { readonly from: string }) {
  const router = useRouter()
  useEffect(() => {
    void router.navigate({
      to: from === '/' ? '/welcome' : '/sign-in',
      ...(from === '/' ? {} : { search: { next: from } as never }),
      replace: true,
    })
  }, [router, from])
  return null
}

function SignedIn({ site, session, below }: { readonly site: Site; readonly session: PortalSession; readonly below: string }) {
  const t = useWords(shellWords)
  const [isFinding, setFinding] = useState(false)
  const isPending = session.affiliate.status === 'pending'
  const groups = useGroups(isPending)
  const commands = useMemo(
    () => groups.flatMap(({ entries }) => entries.map(({ to, label }): Command => ({ id: `go-${to}`, label, group: t('goTo'), to }))),
    [groups, t],
  )
  return (
    <SessionContext value={session}>
      <Frame
        brand={<Brand site={site} openFinder={() => setFinding(true)} />}
        groups={groups}
        labels={{ menu: t('menu'), navigation: t('navigation'), skip: t('skip') }}
        foot={<Account session={session} site={site} />}
        banner={session.isOperator && <LookingOn site={site} name={session.affiliate.name} />}
      >
        {isPending && below !== OWN_ACCOUNT ? <Pending /> : <Outlet />}
      </Frame>
      <CommandPalette isOpen={isFinding} setOpen={setFinding} commands={commands} />
    </SessionContext>
  )
}

/** All that applicants can do before somebody has let them in. */
const OWN_ACCOUNT = '/account'

function useGroups(isPending: boolean): readonly NavigationGroup[] {
  const t = useWords(shellWords)
  return useMemo(() => {
    const there = new Set(isPending ? [OWN_ACCOUNT] : SCENES.map(({ path }) => path))
    return PLACES.map(({ word, places }) => ({
      ...(word && { label: t(word) }),
      entries: places.filter(({ to }) => there.has(to)).map((place) => ({ to: place.to, label: t(place.word), icon: place.icon })),
    }))
  }, [t, isPending])
}

function Brand({ site, openFinder }: { readonly site: Site; readonly openFinder: () => void }) {
  const t = useWords(shellWords)
  return (
    <div className="flex items-center gap-1">
      <Link to="/" className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2">
        {site.logoUrl === null ? (
          <span
            className="grid size-6 shrink-0 place-items-center rounded bg-accent text-xs font-semibold text-accent-ink"
            aria-hidden="true"
          >
            {site.name.slice(0, 1).toUpperCase()}
          </span>
        ) : (
          <img src={site.logoUrl} alt="" className="h-6 max-w-20 shrink-0 object-contain" />
        )}
        <span className="truncate font-semibold">{site.title ?? site.name}</span>
      </Link>
      <button
        type="button"
        onClick={openFinder}
        aria-label={t('search')}
        title={`${t('search')} (Ctrl K)`}
        className="grid size-8 shrink-0 place-items-center rounded-md text-soft hover:bg-raised hover:text-ink"
      >
        <Search className="size-4" />
      </button>
    </div>
  )
}

async function signOut(site: Site): Promise<void> {
  await send('/portal/v1', 'DELETE /session', {})
  location.assign(`/p/${site.slug}`)
}

function LookingOn({ site, name }: { readonly site: Site; readonly name: string }) {
  const t = useWords(shellWords)
  return (
    <div role="note" className="flex flex-wrap items-center justify-center gap-3 bg-info-soft px-4 py-1.5 text-xs text-info">
      {t('lookingOn', { name })}
      <Button size="small" onClick={() => void signOut(site)}>
        {t('stopLooking')}
      </Button>
    </div>
  )
}

function Account({ session, site }: { readonly session: PortalSession; readonly site: Site }) {
  const t = useWords(shellWords)
  const theme = useTheme()
  const queries = useQueryClient()
  const mark = (name: string) => (theme === name ? ' ✓' : '')
  const name = session.user === null ? session.affiliate.name : session.user.name || session.user.email
  return (
    <Menu
      align="start"
      entries={[
        { label: t('profile'), icon: <UserRound className="size-4" />, to: '/account' },
        'line',
        { label: t('system') + mark('system'), icon: <Monitor className="size-4" />, onSelect: () => setTheme('system') },
        { label: t('light') + mark('light'), icon: <Sun className="size-4" />, onSelect: () => setTheme('light') },
        { label: t('dark') + mark('dark'), icon: <Moon className="size-4" />, onSelect: () => setTheme('dark') },
        'line',
        {
          label: t('signOut'),
          icon: <LogOut className="size-4" />,
          onSelect: () => {
            queries.clear()
            void signOut(site)
          },
        },
      ]}
      trigger={
        <button type="button" className="flex w-full min-w-0 items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-raised">
          <span className="grid size-7 shrink-0 place-items-center rounded-full bg-raised text-xs font-semibold" aria-hidden="true">
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-soft">{session.affiliate.name}</span>
          </span>
        </button>
      }
    />
  )
}
