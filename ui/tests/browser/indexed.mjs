// PNG with a palette: one byte a pixel. `pngjs` reads such files and does not write them.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The most colours that a palette holds. */
const MOST = 256;

/** Of the header: 8 bits a pixel, colours from a palette, and the one way of everything else. */
const FORM = [8, 3, 0, 0, 0];

/** The file of a picture, `{ width, height, data }` with four bytes a pixel; what shines through is lost. */
export function indexed({ width, height, data }) {
  const palette = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = data.readUIntBE((y * width + x) * 4, 3);
      if (!palette.has(colour)) palette.set(colour, palette.size);
      rows[y * (width + 1) + 1 + x] = palette.get(colour);
    }
  }
  if (palette.size > MOST) throw new Error(`a picture of ${palette.size} colours`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(FORM, 8);
  const colours = Buffer.alloc(palette.size * 3);
  for (const [colour, at] of palette) colours.writeUIntBE(colour, at * 3, 3);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name, body) {
  const told = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length, 0);
  around.writeUInt32BE(crc32(told), 4);
  return Buffer.concat([around.subarray(0, 4), told, around.subarray(4)]);
}
