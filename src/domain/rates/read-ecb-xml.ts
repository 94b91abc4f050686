import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { type EcbDay, EcbFile, notEcb } from './ecb-file.ts'

/** Envelope, all days, a day, a rate. */
const DEPTH_MAX = 8

const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '', removeNSPrefix: true, processEntities: false, parseTagValue: false,
  parseAttributeValue: false, maxNestedTags: DEPTH_MAX, isArray: (name) => name === 'Cube',
})

const rate = z.object({ currency: z.string(), rate: z.string() })
const day = z.object({ time: z.string(), Cube: z.array(rate) })
const file = z.object({ Envelope: z.object({ Cube: z.tuple([z.object({ Cube: z.array(day) })]) }) })

/** The days of `eurofxref-daily.xml` or one of its histories. Throws `invalid_request` for anything else. */
export function readEcbXml(content: string): EcbDay[] {
  // A document type could define entities; the ECB's files have none.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(content)) throw notEcb('it has a document type.')
  // The parser closes what was left open: a file that was cut off would pass for a shorter one.
  if (!/<\/(?:\w+:)?Envelope>\s*$/.test(content.slice(-200))) throw notEcb('its end is missing.')
  const read = file.safeParse(parsed(content))
  if (!read.success) throw notEcb('it has no rates where they should be.')
  const days = new EcbFile()
  for (const { time, Cube } of read.data.Envelope.Cube[0].Cube) for (const one of Cube) days.add(time, one.currency, one.rate)
  return days.days()
}

function parsed(content: string): unknown {
  try {
    return parser.parse(content)
  } catch {
    // What it complains about can be as long as the file.
    throw notEcb('it is no XML.')
  }
}
