import { keepPartitionsAhead } from '../../db/partitions.ts'
import { onConnection } from '../../db/single-connection.ts'
import type { UpkeepTask } from '../task.ts'

export const keepPartitionsAheadTask: UpkeepTask = {
  name: 'keep-partitions-ahead',
  everyMs: 24 * 60 * 60_000,
  async run({ ownerUrl, clock }) {
    await onConnection(ownerUrl, (client) => keepPartitionsAhead(client, clock.now()))
  },
}
