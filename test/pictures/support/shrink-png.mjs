import { crc32, deflateSync } from "node:zlib";

/** Colours that a picture may have: what one byte a pixel can name. */
const most = 256;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Fewer shades, so that the edges of letters do not take all the colours there are. */
function rounded(colour) {
  return colour.map((part) => Math.min(255, Math.round(part / 17) * 17));
}

function nearest(palette, [red, green, blue]) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, [r, g, b]] of palette.entries()) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** The pixels of a screenshot (RGBA) as a PNG of one byte a pixel, a third as large. */
export function indexedPng(width, height, pixels) {
  const counts = new Map();
  const keys = new Uint32Array(width * height);
  for (let index = 0; index < keys.length; index += 1) {
    const exact = [...pixels.subarray(index * 4, index * 4 + 3)];
    const [red, green, blue] = rounded(exact);
    keys[index] = (red << 16) | (green << 8) | blue;
    const known = counts.get(keys[index]);
    // A ground keeps its exact colour: the first of a shade stands for all of it.
    if (known === undefined) counts.set(keys[index], { count: 1, exact });
    else known.count += 1;
  }
  const byCount = [...counts.entries()].sort(([, left], [, right]) => right.count - left.count);
  const palette = byCount.slice(0, most).map(([, { exact }]) => exact);
  const places = new Map(
    byCount.map(([key, { exact }], index) => [key, index < most ? index : nearest(palette, exact)]),
  );
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = places.get(keys[y * width + x]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
