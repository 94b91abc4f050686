/** A picture as it is served: only the parts that draw it. */
export interface BannerPicture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  readonly width: number
  readonly height: number
  readonly content: Buffer
}

/** Why a picture is not taken. */
export type PictureFault = 'not_a_picture' | 'too_many_pixels' | 'too_many_frames'

export const BANNER_SIDE_MAX = 4_096
/** What drawing costs a visitor goes by its pixels, not by its bytes. */
export const BANNER_PIXELS_MAX = 4_000_000
/** Of a moving picture. */
export const BANNER_FRAMES_MAX = 300

/** Whether sides are such as we take; null: they are. */
export function faultOfSides(width: number, height: number): PictureFault | null {
  if (width === 0 || height === 0) return 'not_a_picture'
  return width > BANNER_SIDE_MAX || height > BANNER_SIDE_MAX || width * height > BANNER_PIXELS_MAX ? 'too_many_pixels' : null
}
