import type { ReactNode } from 'react'

/** What stands in a chart's place, at its height, when there is nothing to draw: the page does not jump when data comes. */
export function ChartEmpty({ height, children }: { readonly height: number; readonly children: ReactNode }) {
  return (
    <div
      className="flex items-center justify-center rounded-md border border-dashed border-line px-4 text-center text-soft"
      style={{ height }}
    >
      {children}
    </div>
  )
}
