import type { Clock } from '../../app/clock.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'

/** Who changes payout methods, and by what. */
export interface PayoutMethodAuthor {
  readonly programId: Uuid
  /** As in `Author`. */
  readonly actor: string
  readonly clock: Clock
  readonly secretBox: SecretBox
  /** Of the installation, for the mails that tell of it. */
  readonly publicUrl: string
}
