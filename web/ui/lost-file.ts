/** What browsers, and Vite for styles, say of a file of the build that does not come. */
const LOST = /dynamically imported module|^Importing a module script failed|^Unable to preload CSS/
let isReloading = false

/**
 * Loads the page anew when a file of it is gone, as it is for a tab that was open while the server was upgraded. Once for each file: if it is missing
 * for another reason, that ends. True: the page is on its way.
 */
export function reloadIfLost(error: unknown): boolean {
  if (isReloading) return true
  if (!(error instanceof Error) || !LOST.test(error.message)) return false
  // Under the router's own name for it, which does the same for scenes: what either has tried the other does not try again.
  const tried = `tanstack_router_reload:${error.message}`
  if (sessionStorage.getItem(tried) !== null) return false
  sessionStorage.setItem(tried, '1')
  isReloading = true
  location.reload()
  return true
}
