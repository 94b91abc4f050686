import type { Command } from 'commander'
import { addCallOfOne, addListVerb } from './resources.ts'

/** `period list|show|preview|close|seal`: the ends of months. */
export function addPeriod(root: Command): void {
  const period = root.command('period').description('preview, close and seal the periods that statements are made for')
  addListVerb(period, { noun: 'period', operation: 'listPeriods', columns: ['id', 'status', 'firstDay', 'lastDay', 'cutAt', 'sealedAt', 'sealedBy'] })
  addCallOfOne(period, { name: 'show', summary: 'show a period', operation: 'getPeriod', example: 'period show 2026-11' })
  addCallOfOne(period, {
    name: 'preview', summary: 'what closing a period comes to, with what deserves a look first', operation: 'previewPeriod', example: 'period preview 2026-11',
  })
  addCallOfOne(period, {
    name: 'close', summary: 'close a period that is over', operation: 'closePeriod', example: 'period close 2026-11', body: {},
    details: 'Running workers write the statements; "period show" says when it is in review. A closed period is never opened again.',
  })
  addCallOfOne(period, {
    name: 'seal', summary: 'seal a period after its review', operation: 'sealPeriod', example: 'period seal 2026-11', body: {},
    details: 'Signs its statements and issues the invoices. Nothing of it can change any more.',
  })
}
