import type { Tx } from '../../db/database.ts'

const DAY_MS = 86_400_000
const KEPT_DAYS = 30
const FAILURES_KEPT_DAYS = 90
const DEVICES_KEPT_DAYS = 180
/** Nobody comes back for what an outbox without a mail server has shown for a week. */
const UNSENT_WORDS_KEPT_DAYS = 7

/** Deletes what is over: sessions, links, challenges, counts of failures, devices that were not seen for long, and words of mails that nobody sent. */
export async function forgetSignIns(tx: Tx, now: Date): Promise<void> {
  const before = (days: number): readonly [Date] => [new Date(now.getTime() - days * DAY_MS)]
  await tx.count({ text: 'delete from session where least(expires_at, ended_at) < $1', values: before(KEPT_DAYS) })
  await tx.count({ text: 'delete from sign_in_token where expires_at < $1', values: before(KEPT_DAYS) })
  await tx.count({ text: 'delete from password_reset where expires_at < $1', values: before(KEPT_DAYS) })
  await tx.count({ text: 'delete from operator_address_change where expires_at < $1', values: before(KEPT_DAYS) })
  await tx.count({ text: 'delete from passkey_challenge where expires_at < $1', values: before(1) })
  await tx.count({ text: 'delete from sign_in_failure where window_started_at < $1', values: before(FAILURES_KEPT_DAYS) })
  await tx.count({ text: 'delete from known_device where last_used_at < $1', values: before(DEVICES_KEPT_DAYS) })
  await tx.count({ text: 'update mail set sealed_words = null where sealed_words is not null and created_at < $1', values: before(UNSENT_WORDS_KEPT_DAYS) })
}
