/** What dims the page below. */
export const BACKDROP =
  'fixed inset-0 z-40 bg-black/30 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'
