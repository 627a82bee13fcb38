/** Draws the program's mark (two links of a chain, one for the shop, one for the marketplace) as icon.png and icon.ico. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const resources = fileURLToPath(new URL('../resources/', import.meta.url));
const GROUND_TOP = [37, 99, 168];
const GROUND_BOTTOM = [23, 66, 122];
const INK = [255, 255, 255];
const ACCENT = [255, 190, 92];

writeFileSync(`${resources}icon.png`, encodePng(draw(512), 512));
writeFileSync(`${resources}icon.ico`, encodeIco([16, 24, 32, 48, 64, 128, 256]));

/** RGBA pixels, four samples across and down each. */
function draw(size) {
  const pixels = Buffer.alloc(size * size * 4);
  const samples = 4;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0, 0];
      for (let step = 0; step < samples * samples; step += 1) {
        const u = (x + ((step % samples) + 0.5) / samples) / size;
        const v = (y + (Math.floor(step / samples) + 0.5) / samples) / size;
        const [red, green, blue, alpha] = colourAt(u, v);
        sum[0] += red * alpha;
        sum[1] += green * alpha;
        sum[2] += blue * alpha;
        sum[3] += alpha;
      }
      const at = (y * size + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = sum[3] === 0 ? 0 : Math.round(sum[channel] / sum[3]);
      }
      pixels[at + 3] = Math.round((sum[3] / samples ** 2) * 255);
    }
  }
  return pixels;
}

/** The colour of the drawing at a point of the unit square. */
function colourAt(u, v) {
  if (roundedBox(u - 0.5, v - 0.5, 0.46, 0.46, 0.11) > 0) return [0, 0, 0, 0];
  const left = onLink(u - 0.385, v - 0.5);
  const right = onLink(u - 0.615, v - 0.5);
  // Woven: the right link lies on top above the middle, the left one below.
  if (right && (v < 0.5 || !left)) return [...ACCENT, 1];
  if (left) return [...INK, 1];
  return [...GROUND_TOP.map((top, index) => top + (GROUND_BOTTOM[index] - top) * v), 1];
}

function onLink(x, y) {
  return Math.abs(roundedBox(x, y, 0.2, 0.135, 0.135)) < 0.036;
}

/** Signed distance to a box with round corners: below zero inside. */
function roundedBox(x, y, halfWidth, halfHeight, radius) {
  const dx = Math.abs(x) - halfWidth + radius;
  const dy = Math.abs(y) - halfHeight + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

function encodePng(pixels, size) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1)
    pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** An .ico may hold PNGs since Windows Vista. */
function encodeIco(sizes) {
  const images = sizes.map((size) => encodePng(draw(size), size));
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach((image, index) => {
    const at = 6 + 16 * index;
    head[at] = sizes[index] % 256;
    head[at + 1] = sizes[index] % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(image.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += image.length;
  });
  return Buffer.concat([head, ...images]);
}
