/**
 * What the audit may keep of what was sent about a person: its entries are never changed, so of the personal fields it says only that
 * they were given (`personal: ["email", "name"]`).
 */
export function withoutPersonalValues(sent: object, personalFields: ReadonlySet<string>): object {
  const given = Object.entries(sent).filter(([, value]) => value !== undefined)
  const personal = given.map(([field]) => field).filter((field) => personalFields.has(field)).sort()
  const others = given.filter(([field]) => !personalFields.has(field))
  return { ...Object.fromEntries(others), ...(personal.length === 0 ? {} : { personal }) }
}
