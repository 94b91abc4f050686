import { useEffect, useState } from 'react'

const LATEST_MS = 2_000
const STIRS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const

// What a page can do without while it is drawn waits until the reader does something, or a moment.
const started = new Promise<void>((resolve) => {
  for (const stir of STIRS) addEventListener(stir, () => resolve(), { once: true, passive: true })
  setTimeout(resolve, LATEST_MS)
})

/** Resolves when the reader first stirs, or two seconds after the app began. */
export function onceStarted(): Promise<void> {
  return started
}

/** Whether that time has come. */
export function useStarted(): boolean {
  const [isStarted, setStarted] = useState(false)
  useEffect(() => {
    void started.then(() => setStarted(true))
  }, [])
  return isStarted
}
