import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;
const MAX_COLORS = 256;
/** Colours nearer than this look the same beside each other. */
const CLOSE = 40;

/** The same picture with 256 colours, a third of the size: letters and flat areas have few. @param png of 8 bits a channel, not interlaced, as Chromium writes it. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, data } = decode(png);
  const pixels = Array.from({ length: width * height }, (_, index) => data.readUIntBE(index * channels, 3));
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = paletteOf([...counts].sort(([, a], [, b]) => b - a).map(([color]) => color));
  const indexes = new Map([...counts.keys()].map((color) => [color, nearest(color, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, pixel] of pixels.entries())
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = indexes.get(pixel) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent first, but none that is close to another: a small green sign is worth more than one more grey. */
function paletteOf(colors: readonly number[]): number[] {
  const palette: number[] = [];
  for (const color of colors)
    if (palette.length < MAX_COLORS && palette.every((other) => distance(color, other) > CLOSE)) palette.push(color);
  return palette;
}

/** Index of the colour that is nearest. */
function nearest(color: number, palette: readonly number[]): number {
  let best = 0;
  for (const [index, other] of palette.entries())
    if (distance(color, other) < distance(color, palette[best] ?? 0)) best = index;
  return best;
}

/** Square of the distance of two colours. */
function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Buffer;
}

function decode(png: Buffer): Decoded {
  const [width, height, channels] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const parts: Buffer[] = [];
  for (let at = SIGNATURE; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return {
    width,
    height,
    channels,
    data: unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels),
  };
}

/** Undoes the filters of PNG (its specification, section 9). */
function unfiltered(raw: Buffer, stride: number, height: number, channels: number): Buffer {
  const data = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at += 1) {
      const left = at < channels ? 0 : (data[row * stride + at - channels] ?? 0);
      const up = row === 0 ? 0 : (data[(row - 1) * stride + at] ?? 0);
      const corner = row === 0 || at < channels ? 0 : (data[(row - 1) * stride + at - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      data[row * stride + at] = (raw[row * (stride + 1) + 1 + at] ?? 0) + guess;
    }
  }
  return data;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
