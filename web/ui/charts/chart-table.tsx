import { type ChartRow, type ChartSeries, valueOf } from './chart-data.ts'

/** The same numbers as a table, for whoever reads with ears or fingers. */
export function ChartTable<K extends string>({
  caption,
  xLabel,
  rows,
  series,
  comparison,
  comparisonLabel,
  format,
  showX,
}: {
  readonly caption: string
  readonly xLabel: string
  readonly rows: readonly ChartRow<K>[]
  readonly series: readonly ChartSeries<K>[]
  readonly comparison?: readonly ChartRow<K>[] | undefined
  readonly comparisonLabel?: string | undefined
  readonly format: (value: number) => string
  readonly showX: (x: string) => string
}) {
  const cell = (row: ChartRow<K> | undefined, key: K) => {
    const value = valueOf(row, key)
    return <td key={key}>{value === null ? '–' : format(value)}</td>
  }
  return (
    // A table keeps its width whatever it is told; what hides it is around it.
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{xLabel}</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
            {comparison !== undefined &&
              series.map((one) => (
                <th key={one.key} scope="col">
                  {one.label}, {comparisonLabel}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.x}>
              <th scope="row">{showX(row.x)}</th>
              {series.map((one) => cell(row, one.key))}
              {comparison !== undefined && series.map((one) => cell(comparison[index], one.key))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
