/** What a component pays at one time. Minor units. */
export interface Pay {
  readonly versionId: string
  /** Its place among others, for caps: time, then brand, then name, then the order in which they are given. */
  readonly at: number
  /** Of the event or customer that it is about; of a share of a period the period, version and scope. */
  readonly name?: string
  readonly period: string
  readonly brand: string | null
  readonly customer: string | null
  readonly amount: bigint
}
