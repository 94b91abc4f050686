import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { onFreshSignInRequired } from '../../api/request.ts'

// Seldom asked.
const FreshSignInDialog = lazy(() => import('./fresh-sign-in-dialog.tsx'))

/** Asks who it is once more, when something takes a sign-in of the last minutes; what was refused then goes on by itself. */
export function FreshSignIn() {
  const [asked, setAsked] = useState<{ readonly prefix: string }>()
  const answer = useRef<(isFresh: boolean) => void>(() => undefined)
  useEffect(
    () =>
      onFreshSignInRequired(
        (prefix) =>
          new Promise((resolve) => {
            answer.current = resolve
            setAsked({ prefix })
          }),
      ),
    [],
  )
  const finish = (isFresh: boolean) => {
    setAsked(undefined)
    answer.current(isFresh)
  }
  return (
    asked !== undefined && (
      <Suspense>
        <FreshSignInDialog prefix={asked.prefix} finish={finish} />
      </Suspense>
    )
  )
}
