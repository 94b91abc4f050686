import type { Command } from 'commander'
import { openApiCalls } from './api-calls.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { addCallOfOne, addChange, addCreate, addListVerb, ID } from './resources.ts'
import { addVerb, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

/** `payout-run prepare|list|show|approve|send|cancel|file` and `payout list|show|settle|fail|return|cancel`: money on its way out. */
export function addPayoutRun(root: Command): void {
  const run = root.command('payout-run').description('payouts that are prepared, approved and sent together')
  addCreate(run, {
    name: 'prepare', summary: 'prepare a run: whoever can be paid gets a payout, and its money is set aside', operation: 'preparePayoutRun',
    example: 'payout-run prepare throughPeriod=2026-11', areFieldsOptional: true,
  })
  addListVerb(run, { noun: 'payout-run', operation: 'listPayoutRuns', columns: ['id', 'status', 'throughPeriod', 'createdTs', 'preparedBy', 'approvedBy', 'payouts', 'leftOut'] })
  addCallOfOne(run, { name: 'show', summary: 'show a payout run', operation: 'getPayoutRun', example: `payout-run show ${ID}` })
  addCallOfOne(run, {
    name: 'approve', summary: 'approve a run that somebody else has prepared', operation: 'approvePayoutRun', example: `payout-run approve ${ID}`, body: {},
    details: 'The command line is one person: what it has prepared, a user or a key approves.',
  })
  addChange(run, { name: 'send', summary: 'send the approved payouts of a run by a rail', operation: 'instructPayoutRun', example: `payout-run send ${ID} rail=sepa` })
  addChange(run, { name: 'cancel', summary: 'cancel a run of which nothing was sent', operation: 'cancelPayoutRun', example: `payout-run cancel ${ID} reason="Wrong month"` })
  addFile(run)
  addPayout(root)
}

function addPayout(root: Command): void {
  const payout = root.command('payout').description('payments to affiliates')
  addListVerb(payout, { noun: 'payout', operation: 'listPayouts', columns: ['id', 'affiliateId', 'status', 'amount', 'currency', 'paidAmount', 'paidCurrency', 'methodHint', 'externalId'] })
  addCallOfOne(payout, { name: 'show', summary: 'show a payout, what happened to it and what it is made of', operation: 'getPayout', example: `payout show ${ID}` })
  addChange(payout, {
    name: 'settle', summary: 'record that a payout was paid', operation: 'settlePayout', example: `payout settle ${ID} externalId=wire-20261121-0001`, areFieldsOptional: true,
  })
  addChange(payout, { name: 'fail', summary: 'record that a payout that was sent was not paid', operation: 'failPayout', example: `payout fail ${ID} reason="Account closed"` })
  addChange(payout, { name: 'return', summary: 'record that a payout that was paid came back', operation: 'returnPayout', example: `payout return ${ID} reason="Account closed"` })
  addChange(payout, { name: 'cancel', summary: 'cancel a payout that was not sent', operation: 'cancelPayout', example: `payout cancel ${ID} reason="In dispute"` })
}

interface FileOptions extends ProgramOption {
  readonly file?: string
}

function addFile(run: Command): void {
  const verb = takesProgram(
    addVerb(run, {
      usage: 'file <id>', summary: 'print the file that payouts of a run are sent to a bank in', example: `payout-run file ${ID} > payments.xml`,
      details: 'The same bytes each time; each time is in the audit. It holds account numbers.',
    }),
  ).option('--file <id>', 'which one, where a run has several; default: the newest')
  whenCalled<FileOptions>(verb, ([id = ''], { program: named, file }) =>
    withContext(async (context) => {
      const query = file === undefined ? {} : { fileId: file }
      const value = (await (await openApiCalls(context))('downloadPayoutFile', await findProgram(context.db, named), { params: { id }, query })) as { readonly content: string }
      return { value, text: Buffer.from(value.content, 'base64').toString() }
    }),
  )
}
