import {
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ConsoleApi } from './console-api.ts'
import type { OperatorApi } from './operator-api.ts'
import type { PortalApi } from './portal-api.ts'
import { type Answer, type ApiError, type Input, type PlainInput, send } from './request.ts'

type Reads<A> = Extract<keyof A, `GET ${string}`>
type Writes<A> = Exclude<Extract<keyof A, string>, `GET ${string}`>
type Lists<A> = { [Call in Reads<A>]: Answer<A, Call> extends { items: unknown[]; nextCursor: string | null } ? Call : never }[Reads<A>]
type Item<A, Call extends keyof A> = Answer<A, Call> extends { items: (infer Row)[] } ? Row : never

interface ReadOptions {
  /** False: not asked for yet. */
  readonly enabled?: boolean
  /** Asks again after so many milliseconds; a function decides from what was answered last. */
  readonly everyMs?: number | ((data: unknown) => number | false)
}

/** A list that grows page by page, as tables take it. */
export interface Pages<Row> {
  readonly rows: readonly Row[]
  readonly isLoading: boolean
  readonly error: ApiError | null
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly loadMore: () => void
  readonly reload: () => void
}

/** The calls of one API as hooks. */
export interface Client<A> {
  /** One answer: `const { data, error, isPending } = operatorApi.useGet('GET /brand/{id}', { params: { id } })`. */
  useGet<Call extends Reads<A>>(call: Call, input: Input<A, Call>, options?: ReadOptions): UseQueryResult<Answer<A, Call>, ApiError>
  /** A list by its cursor: `operatorApi.useList('GET /affiliate', { query: { status } })`. */
  useList<Call extends Lists<A>>(call: Call, input: Input<A, Call>, options?: ReadOptions): Pages<Item<A, Call>>
  /**
   * A write: `const { mutate, mutateAsync, isPending } = operatorApi.useSend('PATCH /brand/{id}')`. Afterwards everything on the screen is asked for again:
   * a write changes more than its own resource.
   */
  useSend<Call extends Writes<A>>(call: Call): UseMutationResult<Answer<A, Call>, ApiError, Input<A, Call>>
  /** A call outside of components' life: exports, pollers. */
  send<Call extends Extract<keyof A, string>>(call: Call, input: Input<A, Call>, signal?: AbortSignal): Promise<Answer<A, Call>>
}

const PAGE = 50

function createClient<A>(prefix: string): Client<A> {
  const sendTyped = <Call extends keyof A>(call: Call, input: Input<A, Call>, signal?: AbortSignal) =>
    // What the API answers is held to its document by the server's own tests.
    send(prefix, String(call), input as PlainInput, signal) as Promise<Answer<A, Call>>

  return {
    send: sendTyped,
    useGet: (call, input, options = {}) => {
      const asked = {
        queryKey: [prefix, call, input],
        queryFn: ({ signal }: { signal: AbortSignal }) => sendTyped(call, input, signal),
      }
      const queries = useQueryClient()
      if (isFirst(queries, asked.queryKey, options)) void queries.prefetchQuery(asked)
      return useQuery({ ...asked, ...settingsOf(options) }) as UseQueryResult<Answer<A, typeof call>, ApiError>
    },
    useList: (call, input, options = {}) => usePages(prefix, String(call), input as PlainInput, options),
    useSend: (call) => {
      const queries = useQueryClient()
      return useMutation<Answer<A, typeof call>, ApiError, Input<A, typeof call>>({
        mutationFn: (input) => sendTyped(call, input),
        onSettled: () => queries.invalidateQueries(),
      })
    },
  }
}

interface Page<Row> {
  readonly items: readonly Row[]
  readonly nextCursor: string | null
}

function usePages<Row>(prefix: string, call: string, input: PlainInput, options: ReadOptions): Pages<Row> {
  const query = input.query ?? {}
  const asked = {
    queryKey: [prefix, call, input],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      send(prefix, call, { ...input, query: { limit: PAGE, ...query, cursor: pageParam ?? undefined } }, signal) as Promise<Page<Row>>,
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Row>) => page.nextCursor,
  }
  const queries = useQueryClient()
  if (isFirst(queries, asked.queryKey, options)) void queries.prefetchInfiniteQuery(asked)
  const result: UseInfiniteQueryResult<{ pages: Page<Row>[] }, ApiError> = useInfiniteQuery({ ...asked, ...settingsOf(options) })
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data])
  return {
    rows,
    isLoading: result.isPending,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    reload: () => void result.refetch(),
  }
}

/** What nobody has asked for yet is asked for while the scene is worked out, not when that has been drawn: the answer comes meanwhile. */
function isFirst(queries: QueryClient, key: QueryKey, { enabled = true }: ReadOptions): boolean {
  return enabled && queries.getQueryState(key) === undefined
}

function settingsOf(options: ReadOptions) {
  return { placeholderData: keepPreviousData, enabled: options.enabled ?? true, refetchInterval: intervalOf(options) }
}

function intervalOf({ everyMs }: ReadOptions): number | false | ((query: { state: { data: unknown } }) => number | false) {
  if (typeof everyMs === 'function') return ({ state }) => everyMs(state.data)
  return everyMs ?? false
}

/** `/api/v1`, as operator users and their keys see it. */
export const operatorApi: Client<OperatorApi> = createClient('/api/v1')
/** `/portal/v1`, as an affiliate sees it. */
export const portalApi: Client<PortalApi> = createClient('/portal/v1')
/** `/console`: who somebody is, in the admin app. */
export const consoleApi: Client<ConsoleApi> = createClient('/console')
