/** Files as the European Central Bank publishes them, with round numbers. */

export const DAILY_XML = xmlOf({ '2026-11-20': { USD: '1.25', JPY: '160', GBP: '0.8', IDR: '17777.77' } })

export const DAILY_CSV = 'Date, USD, JPY, GBP, IDR, \n20 November 2026, 1.25, 160, 0.8, 17777.77, \n'

/** The Cyprus pound has gone into the euro since; the real was not there at first. */
export const HISTORY_CSV = `Date,USD,CYP,BRL,
2026-11-20,1.25,N/A,6.25,
2026-11-19,1.2,N/A,6,
2000-01-14,1.0111,0.5772,N/A,
`

/** A file of days, each with what one euro is in each currency. */
export function xmlOf(days: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const cubes = Object.entries(days).map(
    ([day, rates]) => `<Cube time="${day}">${Object.entries(rates).map(([currency, rate]) => `<Cube currency="${currency}" rate="${rate}"/>`).join('\n')}</Cube>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		${cubes.join('\n')}
	</Cube>
</gesmes:Envelope>
`
}
