import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { pageSnippet } from '../tracking/page-snippet.ts'

/** The HTML that puts the tracking script on a page of the program, with its settings of now. */
export async function readProgramSnippet(tx: Tx, programId: Uuid, publicUrl: string): Promise<string> {
  const settings = await tx.first(
    build
      .selectFrom('program')
      .leftJoin('brand', (join) => join.onRef('brand.program_id', '=', 'program.id').onRef('brand.id', '=', 'program.default_brand_id'))
      .where('program.id', '=', programId)
      .select(['attribution_model as attributionModel', 'cookie_days as cookieDays', 'click_parameter as clickParameter']),
  )
  if (settings === undefined) throw new Error('a credential without its program')
  const { clickParameter, ...known } = settings
  return pageSnippet({ ...known, publicUrl, programId, ...(clickParameter === null ? {} : { clickParameter }) })
}
