import { createRootRoute, createRoute, createRouter, lazyRouteComponent, useParams } from '@tanstack/react-router'
import type { FunctionComponent } from 'react'
import { Failed, Loading } from './states.tsx'
import { ApiError } from '../api/request.ts'
import { Broken } from './broken.tsx'
import { parseSearch, stringifySearch } from './url-state.ts'

/** A scene and where it is: `path` below the app, parameters as `$id`. Loaded when it is opened. */
export interface SceneRoute {
  readonly path: string
  readonly scene: () => Promise<{ readonly default: FunctionComponent }>
}

/** The router of an app: its frame around its scenes. */
export function createAppRouter(basepath: string, frame: FunctionComponent, scenes: readonly SceneRoute[]) {
  const root = createRootRoute({ component: frame })
  const routes = scenes.map(({ path, scene }) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(scene) }))
  return createRouter({
    basepath,
    routeTree: root.addChildren(routes),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: () => (
      <div className="p-6">
        <Loading />
      </div>
    ),
    defaultNotFoundComponent: () => <Failed error={NOT_FOUND} />,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  })
}

const NOT_FOUND = new ApiError({ status: 404, code: 'not_found', message: '' })

/** A parameter of the scene's path. */
export function useSceneParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return params[name] ?? ''
}
