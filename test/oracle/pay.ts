/** What a component pays at one time. Minor units. */
export interface Pay {
  readonly versionId: string
  /** Its place among others, for caps; those of the same time are in the order in which they are given. */
  readonly at: number
  readonly period: string
  readonly brand: string | null
  readonly customer: string | null
  readonly amount: bigint
}
