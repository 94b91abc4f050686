import type { Command } from 'commander'
import { addCallOfOne, addListVerb, ID } from './resources.ts'

/** `statement list|show|file`: what a period came to for an affiliate. */
export function addStatement(root: Command): void {
  const statement = root.command('statement').description('what a period came to for an affiliate')
  addListVerb(statement, {
    noun: 'statement', operation: 'listStatements',
    columns: ['id', 'affiliateId', 'period', 'status', 'currency', 'opening.total', 'tax.vat', 'tax.withheld', 'payouts.sent', 'payouts.returned', 'closing.total'],
  })
  addCallOfOne(statement, { name: 'show', summary: 'show a statement', operation: 'getStatement', example: `statement show ${ID}` })
  addCallOfOne(statement, {
    name: 'file', summary: 'print the file of a sealed statement, which anybody can verify', operation: 'getStatementFile',
    details: '"fairshare verify-statement" and the page /verify check it without asking this installation.', example: `statement file ${ID} --json > statement.json`,
  })
}
