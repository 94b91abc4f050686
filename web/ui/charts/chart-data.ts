/** One place on the x axis (an ISO day, or a name) with a value for each series. null: nothing is known there, the line has a gap. */
export type ChartRow<K extends string> = { readonly x: string } & { readonly [key in K]: number | null }

export type ChartColour = 1 | 2 | 3 | 4 | 5 | 6

/** What one line or one colour of bars is. Without a colour series take --chart-1, --chart-2 … in their order. */
export type ChartSeries<K extends string> = { readonly key: K; readonly label: string; readonly colour?: ChartColour }

export function colourOf(series: readonly { readonly colour?: ChartColour }[], index: number): string {
  return `var(--chart-${series[index]?.colour ?? (index % 6) + 1})`
}

/** A chart of nothing but nulls (or no rows) has nothing to show; zeros are something. */
export function hasValues<K extends string>(rows: readonly ChartRow<K>[], series: readonly ChartSeries<K>[]): boolean {
  return rows.some((row) => series.some((one) => valueOf(row, one.key) !== null))
}

export function valueOf<K extends string>(row: ChartRow<K> | undefined, key: K): number | null {
  const value = row?.[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
