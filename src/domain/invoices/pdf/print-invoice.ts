import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import { readProgramLogo } from '../../programs/program-logo.ts'
import { readInvoice } from '../invoice.ts'
import type { InvoiceDocument } from '../invoice-document.ts'
import type { PrintedInvoice } from './draw-invoice.ts'

/** Everything that a printed invoice shows. Throws `not_found`. */
export async function readPrintedInvoice(tx: Tx, programId: Uuid, id: Uuid): Promise<PrintedInvoice> {
  const { document, hash } = await readInvoice(tx, programId, id)
  const logo = await readProgramLogo(tx, programId)
  // Our own text, hashed as it stands.
  return { document: JSON.parse(document) as InvoiceDocument, hash: hash.toString('hex'), logo: logo?.content ?? null }
}
