import { z } from 'zod'
import { AUDIENCE_MAX } from '../../../domain/media/keep-audience.ts'
import { BANNER_BYTES_MAX, HTML_BYTES_MAX } from '../../../domain/media/media-content.ts'
import { idField, text, webAddress } from '../../plumbing/fields.ts'

/** Characters of base64 that a banner takes. */
const LONGEST_CONTENT = Math.ceil(BANNER_BYTES_MAX / 3) * 4
/** Of a frame, in CSS pixels. */
const LONGEST_SIDE = 4_096
const LONGEST_TEXT = 2_000

/** A white point, as a PNG. */
export const EXAMPLE_BANNER = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC'

const side = z.int().min(1).max(LONGEST_SIDE)
const common = {
  name: text(200),
  brandId: idField.nullish().meta({ description: 'Null: of every brand.' }),
  productId: idField.nullish().meta({ description: 'A product of the brand.' }),
  status: z.enum(['active', 'inactive']).optional().meta({ description: 'inactive: not offered any more, but shown wherever it was published.' }),
  visibility: z.enum(['all', 'restricted']).optional().meta({ description: 'restricted: only for those in `groupIds` and `affiliateIds`.' }),
  groupIds: z.array(idField).max(AUDIENCE_MAX).optional(),
  affiliateIds: z.array(idField).max(AUDIENCE_MAX).optional(),
  landingPageUrl: webAddress.nullish().meta({ description: "Where its links lead that have no page of their own. Null: the product's or the brand's." }),
}
const words = text(LONGEST_TEXT)

const banner = z.strictObject({
  ...common,
  kind: z.literal('banner'),
  content: z.base64().max(LONGEST_CONTENT).meta({ description: 'A PNG, JPEG, GIF or WebP in base64, at most 1 MiB. What does not draw it (EXIF, comments, profiles) is left out.' }),
  text: words.nullish().meta({ description: 'What stands for it where it is not seen.' }),
})
const textMedia = z.strictObject({ ...common, kind: z.literal('text'), text: words })
const html5 = z.strictObject({
  ...common,
  kind: z.literal('html5'),
  html: text(HTML_BYTES_MAX).meta({ description: 'A page on its own, at most 512 KiB. `{click_url}` stands for the tracking link. It runs in a sandbox.' }),
  width: side,
  height: side,
  text: words.nullish().meta({ description: 'What stands for it where it is not seen.' }),
})

export const newMediaBody = z
  .discriminatedUnion('kind', [banner, textMedia, html5])
  .meta({ id: 'NewMedia', examples: [{ kind: 'banner', name: 'Autumn 1×1', content: EXAMPLE_BANNER, text: 'Autumn offer' }] })
export type NewMediaBody = z.output<typeof newMediaBody>

export const changedMediaBody = z
  .strictObject({ ...common, text: words.nullish() })
  .partial()
  .meta({ id: 'MediaChange', examples: [{ status: 'inactive' }] })

/** Of a body with a banner in base64 and everything else. */
export const MEDIA_BODY_LIMIT = LONGEST_CONTENT + 256 * 1024
