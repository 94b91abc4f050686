/** Where a fact names no country, its customer's counts: what it is when the fact is counted. */
export function countryOfCustomer(customerId: string, condition: string): string {
  return `(select coalesce(country_code, country) as country from customer where program_id = $1 and id = ${customerId} and ${condition} limit 1)`
}
