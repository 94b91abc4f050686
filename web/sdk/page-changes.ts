import { safely } from './safely.ts'

/** Calls for every new address of a single-page app, and (`isReturn`) for a page that the browser takes out of its cache as it was. */
export function onPageChange(react: (isReturn: boolean) => void): void {
  const change = (isReturn: boolean) => safely(() => react(isReturn), undefined)
  for (const name of ['pushState', 'replaceState'] as const) {
    safely(() => {
      const original = history[name]
      history[name] = function (this: History, ...state) {
        original.apply(this, state)
        change(false)
      }
    }, undefined)
  }
  addEventListener('popstate', () => change(false))
  addEventListener('pageshow', (event) => event.persisted && change(true))
}
