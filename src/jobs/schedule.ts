import type { ProgramTask, UpkeepTask } from './task.ts'
import { closePeriodsTask } from './tasks/close-periods.task.ts'
import { completeOverlookedAttributionsTask } from './tasks/complete-overlooked-attributions.task.ts'
import { countFactsTask } from './tasks/count-facts.task.ts'
import { eraseTracesTask } from './tasks/erase-traces.task.ts'
import { forgetFormerEmailsTask } from './tasks/forget-former-emails.task.ts'
import { forgetPortalLeftoversTask } from './tasks/forget-portal-leftovers.task.ts'
import { forgetImportsTask } from './tasks/forget-imports.task.ts'
import { forgetIdempotentRequestsTask } from './tasks/forget-idempotent-requests.task.ts'
import { forgetRateWindowsTask } from './tasks/forget-rate-windows.task.ts'
import { forgetSignInsTask } from './tasks/forget-sign-ins.task.ts'
import { keepPartitionsAheadTask } from './tasks/keep-partitions-ahead.task.ts'
import { matureCommissionsTask } from './tasks/mature-commissions.task.ts'
import { preparePayoutsTask } from './tasks/prepare-payouts.task.ts'
import { processTransactionsTask } from './tasks/process-transactions.task.ts'
import { reckonAffiliatesTask } from './tasks/reckon-affiliates.task.ts'
import { retryWaitingTransactionsTask } from './tasks/retry-waiting-transactions.task.ts'
import { runImportsTask } from './tasks/run-imports.task.ts'
import { runSimulationTask } from './tasks/run-simulation.task.ts'
import { sendMailTask } from './tasks/send-mail.task.ts'
import { sendScheduledReportsTask } from './tasks/send-scheduled-reports.task.ts'
import { sendPayoutsTask } from './tasks/send-payouts.task.ts'
import { settleGatewayPaymentsTask } from './tasks/settle-gateway-payments.task.ts'
import { truncateClickAddressesTask } from './tasks/truncate-click-addresses.task.ts'
import { truncateEventAddressesTask } from './tasks/truncate-event-addresses.task.ts'
import { wakeRegisteredTask } from './tasks/wake-registered.task.ts'
import { truncateRegisterAddressesTask } from './tasks/truncate-register-addresses.task.ts'

/**
 * Work that takes long and that nobody waits for step by step: it has visits of its own, beside the others, so that closing a month does not
 * hold up what comes in.
 */
export const LONG_TASKS: readonly ProgramTask[] = [countFactsTask, sendScheduledReportsTask, closePeriodsTask, runSimulationTask, runImportsTask]

/** In the order in which one visit to a program runs them: what was acknowledged first, tidying last. */
export const PROGRAM_TASKS: readonly ProgramTask[] = [
  processTransactionsTask,
  wakeRegisteredTask,
  retryWaitingTransactionsTask,
  settleGatewayPaymentsTask,
  reckonAffiliatesTask,
  matureCommissionsTask,
  preparePayoutsTask,
  sendPayoutsTask,
  completeOverlookedAttributionsTask,
  eraseTracesTask,
  forgetFormerEmailsTask,
  forgetPortalLeftoversTask,
  forgetIdempotentRequestsTask,
  forgetImportsTask,
  truncateClickAddressesTask,
  truncateEventAddressesTask,
  truncateRegisterAddressesTask,
]

/** What somebody waits for: looked at every second. */
export const PROMPT_TASKS: readonly UpkeepTask[] = [sendMailTask]

export const UPKEEP_TASKS: readonly UpkeepTask[] = [keepPartitionsAheadTask, forgetRateWindowsTask, forgetSignInsTask]
