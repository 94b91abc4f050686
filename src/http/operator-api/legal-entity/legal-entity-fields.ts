import { z } from 'zod'
import { country, text } from '../../plumbing/fields.ts'

const LONGEST_NAME = 200
const LONGEST_ADDRESS = 500
const MOST_LINES = 8
const LONGEST_TAX_ID = 60

const address = text(LONGEST_ADDRESS).refine((value) => value.split('\n').length <= MOST_LINES, { error: `Expected at most ${MOST_LINES} lines.` })

/** What parties of an invoice have. */
export const partyFields = {
  address: address.meta({ description: 'As it is printed; lines end with a line feed.', examples: ['Republic Street 1\nVLT 1111 Valletta'] }),
  country: country.meta({ description: 'ISO 3166-1 alpha-2.', examples: ['MT'] }),
  taxId: text(LONGEST_TAX_ID).nullish().meta({
    description: 'EU: the VAT id with its prefix, check digits are checked. Brazil: CPF or CNPJ. Elsewhere as it is.', examples: ['MT11679112'],
  }),
}
export const partyName = text(LONGEST_NAME)

const prefix = z.string().regex(/^[A-Z0-9]{1,12}$/, { error: 'Expected 1 to 12 capital letters and digits.' }).meta({
  description: 'What its numbers begin with, unlike those of any other of the program.', examples: ['ACME'],
})
const startNumber = z.int().min(1).max(999_999_999).optional()

const fields = {
  name: partyName.meta({ examples: ['Acme Ltd'] }),
  ...partyFields,
  prefix,
  nextInvoiceNumber: startNumber.meta({ description: 'Where to go on counting, when another system has counted before; fixed once something is issued.', examples: [1] }),
  nextCreditNoteNumber: startNumber.meta({ examples: [1] }),
  isDefault: z.boolean().optional().meta({ description: 'Issues where a tax profile names nobody. The first of a program is its default.' }),
}

export const newLegalEntityBody = z.strictObject(fields).meta({
  id: 'NewLegalEntity', examples: [{ name: 'Acme Ltd', address: 'Republic Street 1\nVLT 1111 Valletta', country: 'MT', taxId: 'MT11679112', prefix: 'ACME' }],
})
export const changedLegalEntityBody = z.strictObject(fields).partial().meta({ id: 'ChangedLegalEntity', examples: [{ name: 'Acme Holding Ltd' }] })
