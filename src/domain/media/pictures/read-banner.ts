import type { BannerPicture, PictureFault } from './banner-picture.ts'
import { readGif } from './read-gif.ts'
import { readJpeg } from './read-jpeg.ts'
import { PNG_MAGIC, readPng } from './read-png.ts'
import { readWebp } from './read-webp.ts'

/**
 * A picture put together anew from the parts that draw it: what hides before, between or behind them (places, names, scripts, archives) is
 * gone. Its kind is what its first bytes say, whatever it is called. SVG is a document and no picture: refused like everything else.
 */
export async function readBanner(bytes: Buffer): Promise<BannerPicture | PictureFault> {
  const head = bytes.toString('latin1', 0, 12)
  if (bytes.subarray(0, PNG_MAGIC.length).equals(PNG_MAGIC)) return readPng(bytes)
  if (head.startsWith('\xff\xd8\xff')) return readJpeg(bytes)
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return readGif(bytes)
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return readWebp(bytes)
  return 'not_a_picture'
}
