import { expect, test } from 'vitest'
import { random } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { type Deed, DeedsDesk, randomDeeds } from './random-deeds.ts'

const HISTORIES = dose({ small: 1, short: 10, long: 100 })
const DEEDS = dose({ small: 22, short: 120, long: 120 })

async function play(deeds: readonly Deed[], of: (deed: Deed) => boolean, seed: string): Promise<Record<string, bigint>> {
  const history = await DeedsDesk.open()
  try {
    for (const deed of deeds) if (of(deed)) await history.do(deed)
    await history.desk.clock('2027-06-02T12:00:00Z')
    await history.desk.work()
    if (deeds.some((deed) => deed.kind === 'close' && of(deed))) await history.desk.closeEnded()
    expect(await history.desk.offenders(), seed).toEqual([])
    return await history.owed()
  } finally {
    await history.desk.api.close()
  }
}

test(`random histories with closings at any moment: statements and what is open come to the accounts, and what is owed in the end is what it is without closings (seed ${SEED})`, async () => {
  for (let round = 0; round < HISTORIES; round += 1) {
    const seed = `seed ${SEED} history ${round}`
    const deeds = randomDeeds(random(SEED + round), DEEDS)
    expect(await play(deeds, () => true, seed), seed).toEqual(await play(deeds, ({ kind }) => kind !== 'close', seed))
  }
})
