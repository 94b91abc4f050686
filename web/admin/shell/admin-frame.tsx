import { Outlet, useLocation, useMatches, useNavigate, useRouter } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Check, ChevronsUpDown, ExternalLink, LogOut, Monitor, Moon, Search, Sun, UserRound } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { send } from '../../api/request.ts'
import { type ConsoleSession, useConsoleSession } from '../../api/session.ts'
import { type Command, CommandPalette } from '../../ui/command-palette.tsx'
import { Frame, type NavigationGroup } from '../../ui/frame.tsx'
import { Menu, type MenuEntry } from '../../ui/overlay.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { setTheme, useTheme } from '../../ui/theme.ts'
import { TimeZoneContext } from '../../ui/time-zone.tsx'
import { Toasts } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { FreshSignIn } from '../account/fresh-sign-in.tsx'
import { SCENES } from '../areas.ts'
import { PLACES } from './navigation.tsx'
import { may, SessionContext } from './session.tsx'
import { shellWords } from './words.ts'

/** Scenes of people who have not signed in, or not quite. */
const ENTRANCES = /^\/(?:sign-in|forgot|reset|new-address|invitation|welcome)\/?$/

/** Around every scene of the admin app. Strangers are led to the sign-in page and back. */
export function AdminFrame() {
  const session = useConsoleSession()
  const navigate = useNavigate()
  const { href, pathname } = useLocation()
  // Of the scene that is shown, not of the address, which runs ahead of it.
  const isEntrance = useMatches({ select: (matches) => ENTRANCES.test(matches.at(-1)?.fullPath ?? '') })
  const isStranger = session.error?.status === 401
  useEffect(() => {
    if (isStranger && !isEntrance && !ENTRANCES.test(pathname))
      void navigate({ to: '/sign-in', search: { next: href } as never, replace: true })
  }, [isStranger, isEntrance, href, pathname, navigate])
  if (isEntrance)
    return (
      <>
        <Outlet />
        <Toasts />
      </>
    )
  if (isStranger) return null
  if (session.data !== undefined) return <SignedIn session={session.data} />
  return (
    <div className="p-6">
      {session.error === null ? <Loading /> : <Failed error={session.error} onRetry={() => void session.refetch()} />}
    </div>
  )
}

function SignedIn({ session }: { readonly session: ConsoleSession }) {
  const t = useWords(shellWords)
  const [isFinding, setFinding] = useState(false)
  const groups = useGroups(session)
  const commands = useCommands(session, groups)
  return (
    <SessionContext value={session}>
      <TimeZoneContext value={session.program.timeZone}>
        <Frame
          brand={<Programs session={session} openFinder={() => setFinding(true)} />}
          groups={groups}
          labels={{ menu: t('menu'), navigation: t('navigation'), skip: t('skip') }}
          foot={<Account session={session} />}
          banner={
            session.program.isTest && (
              <div role="note" className="bg-warn-soft px-4 py-1.5 text-center text-xs text-warn">
                {t('testProgram')}
              </div>
            )
          }
        >
          <Outlet />
        </Frame>
        <CommandPalette isOpen={isFinding} setOpen={setFinding} commands={commands} useFind={useFindAffiliates} />
        <FreshSignIn />
        <Toasts />
      </TimeZoneContext>
    </SessionContext>
  )
}

/** What the role may read, of what there is. */
function useGroups(session: ConsoleSession): readonly NavigationGroup[] {
  const t = useWords(shellWords)
  return useMemo(() => {
    const there = new Set(SCENES.map(({ path }) => path))
    return PLACES.map(({ word, places }) => ({
      ...(word && { label: t(word) }),
      entries: places
        .filter(({ to, module }) => there.has(to) && (module === undefined || may(session, module, 'read')))
        .map((place) => ({ to: place.to, label: t(place.word), icon: place.icon })),
    }))
  }, [session, t])
}

function useCommands(session: ConsoleSession, groups: readonly NavigationGroup[]): readonly Command[] {
  const t = useWords(shellWords)
  const queries = useQueryClient()
  return useMemo(() => {
    const places = groups.flatMap(({ entries }) =>
      entries.map(({ to, label }): Command => ({ id: `go-${to}`, label, group: t('goTo'), to })),
    )
    const programs = session.programs
      .filter(({ id }) => id !== session.program.id)
      .map(
        ({ id, name }): Command => ({
          id: `program-${id}`,
          label: name,
          group: t('switchProgram'),
          run: () => void switchProgram(id).then(() => queries.resetQueries()),
        }),
      )
    return [...places, { id: 'go-account', label: t('account'), group: t('goTo'), to: '/account' }, ...programs]
  }, [groups, session, t, queries])
}

function useFindAffiliates(text: string): readonly Command[] {
  const t = useWords(shellWords)
  const { rows } = operatorApi.useList('GET /affiliate', { query: { search: text, limit: 8 } }, { enabled: text.length >= 2 })
  return useMemo(
    () =>
      text.length < 2
        ? []
        : rows.map(
            ({ id, name, displayName }): Command => ({ id, label: displayName ?? name, group: t('affiliate'), to: `/affiliates/${id}` }),
          ),
    [rows, text, t],
  )
}

async function switchProgram(programId: string): Promise<void> {
  await send('/console', 'POST /session/program', { body: { programId } })
}

function Programs({ session, openFinder }: { readonly session: ConsoleSession; readonly openFinder: () => void }) {
  const t = useWords(shellWords)
  const queries = useQueryClient()
  const router = useRouter()
  const change = async (id: string) => {
    await switchProgram(id)
    await router.navigate({ to: '/' })
    await queries.resetQueries()
  }
  const entries: readonly MenuEntry[] = [
    ...session.programs.map(
      ({ id, name }): MenuEntry => ({
        label: name,
        icon: id === session.program.id ? <Check className="size-4" /> : <span className="size-4" />,
        onSelect: () => void change(id),
      }),
    ),
    ...(session.program.portalUrl === null
      ? []
      : ([
          'line',
          {
            label: t('portal'),
            icon: <ExternalLink className="size-4" />,
            onSelect: () => void open(session.program.portalUrl ?? '', '_blank', 'noreferrer'),
          },
        ] as const)),
  ]
  return (
    <div className="flex items-center gap-1">
      <Menu
        align="start"
        entries={entries}
        trigger={
          <button
            type="button"
            className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left hover:bg-raised"
            aria-label={`${t('switchProgram')}: ${session.program.name}`}
          >
            <span
              className="grid size-6 shrink-0 place-items-center rounded bg-accent text-xs font-semibold text-accent-ink before:content-[attr(data-letter)]"
              data-letter={session.program.name.slice(0, 1).toUpperCase()}
            />
            <span className="min-w-0 flex-1 truncate font-semibold">{session.program.name}</span>
            <ChevronsUpDown className="size-4 shrink-0 text-soft" aria-hidden="true" />
          </button>
        }
      />
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

function Account({ session }: { readonly session: ConsoleSession }) {
  const t = useWords(shellWords)
  const theme = useTheme()
  const queries = useQueryClient()
  const signOut = async () => {
    await send('/console', 'DELETE /session', {})
    queries.clear()
    location.assign('/admin/sign-in')
  }
  const mark = (name: string) => (theme === name ? ' ✓' : '')
  return (
    <Menu
      align="start"
      entries={[
        { label: t('account'), icon: <UserRound className="size-4" />, to: '/account' },
        'line',
        { label: t('system') + mark('system'), icon: <Monitor className="size-4" />, onSelect: () => setTheme('system') },
        { label: t('light') + mark('light'), icon: <Sun className="size-4" />, onSelect: () => setTheme('light') },
        { label: t('dark') + mark('dark'), icon: <Moon className="size-4" />, onSelect: () => setTheme('dark') },
        'line',
        {
          label: t('documentation'),
          icon: <ExternalLink className="size-4" />,
          onSelect: () => void open('/docs', '_blank', 'noreferrer'),
        },
        { label: t('signOut'), icon: <LogOut className="size-4" />, onSelect: () => void signOut() },
      ]}
      trigger={
        <button type="button" className="flex w-full min-w-0 items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-raised">
          <span className="grid size-7 shrink-0 place-items-center rounded-full bg-raised text-xs font-semibold" aria-hidden="true">
            {(session.user.name || session.user.email).slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{session.user.name || session.user.email}</span>
            <span className="block truncate text-xs text-soft">{session.operator.name}</span>
          </span>
        </button>
      }
    />
  )
}
