import { crc32, deflateSync } from 'node:zlib'

/** Small pictures made by hand, each with a text hidden where such files keep what does not draw. */
interface Sides {
  readonly width: number
  readonly height: number
  readonly hidden?: string
}

export function png({ width, height, hidden = '', rows = height }: Sides & { readonly rows?: number }): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const chunks = [chunk('IHDR', head), chunk('tEXt', Buffer.from(`Comment\0${hidden}`)), chunk('eXIf', Buffer.from(hidden)), chunk('IDAT', deflateSync(Buffer.alloc(rows * (1 + width * 3))))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

export function jpeg({ width, height, hidden = '' }: Sides): Buffer {
  const segment = (marker: number, data: Buffer): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(data.length + 2, 2)
    return Buffer.concat([head, data])
  }
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.from(`Exif\0\0${hidden}`)),
    segment(0xfe, Buffer.from(hidden)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xc4, Buffer.concat([Buffer.from([0]), Buffer.alloc(16), Buffer.alloc(1)])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
  ])
}

export function gif({ width, height, hidden = '', frames = 1, frameWidth = width }: Sides & { readonly frames?: number; readonly frameWidth?: number }): Buffer {
  const sides = Buffer.alloc(4)
  sides.writeUInt16LE(width, 0)
  sides.writeUInt16LE(height, 2)
  const frame = Buffer.alloc(10)
  frame[0] = 0x2c
  frame.writeUInt16LE(frameWidth, 5)
  frame.writeUInt16LE(height, 7)
  const blocks = (text: string): Buffer => Buffer.concat([...(text === '' ? [] : [Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]), Buffer.from([0])])
  return Buffer.concat([
    Buffer.from('GIF89a'), sides, Buffer.from([0x80, 0, 0]), Buffer.alloc(6),
    Buffer.from([0x21, 0xff, 11]), Buffer.from('NETSCAPE2.0'), Buffer.from([3, 1, 0, 0, 0]),
    Buffer.from([0x21, 0xfe]), blocks(hidden),
    Buffer.from([0x21, 0xff, 11]), Buffer.from('XMP DataXMP'), blocks(hidden),
    ...Array.from({ length: frames }, () => Buffer.concat([frame, Buffer.from([2]), blocks('\x4c\x01')])),
    Buffer.from([0x3b]),
  ])
}

export function webp({ width, height, hidden = '' }: Sides): Buffer {
  const part = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(data.length)
    return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length & 1)])
  }
  const canvas = Buffer.alloc(10)
  canvas[0] = 0x2c
  canvas.writeUIntLE(width - 1, 4, 3)
  canvas.writeUIntLE(height - 1, 7, 3)
  const image = Buffer.alloc(20)
  image[0] = 0x2f
  image.writeUInt32LE((width - 1) | ((height - 1) << 14), 1)
  const body = Buffer.concat([Buffer.from('WEBP'), part('VP8X', canvas), part('ICCP', Buffer.from(hidden)), part('VP8L', image), part('EXIF', Buffer.from(hidden)), part('XMP ', Buffer.from(hidden))])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF'), size, body])
}
