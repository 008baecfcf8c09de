// Whether two pictures show the same. Versions of Chromium hint fonts a little differently: single
// pixels at the edges of letters, all over. A real change, be it one word, has its pixels together.
// A layer of its own (a head that sticks) at a fraction of a pixel is drawn a row higher or lower, by
// chance: a part that is the same but for that row is the same.
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { indexed } from './indexed.mjs';

/** How large a part of the picture is looked at by itself. */
const TILE = { width: 32, height: 16 };

/** The share of a tile that may differ. */
const OF_A_TILE = 0.12;

/** The share of the whole that may differ. */
const OF_ALL = 0.005;

/** How many tones a channel is kept in: two neighbours are nearer than what counts as a difference. */
const TONES = 16;

/**
 * A picture as it is kept: a third of the size, since it has no more than 256 colours. Of those that
 * are of the same tones the most frequent stands for all: surfaces and words look as they did.
 */
export function kept(taken) {
  const picture = PNG.sync.read(taken);
  const { data } = picture;
  const tones = toned(PNG.sync.read(taken)).data;
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const tone = tones.readUIntBE(at, 3);
    const colour = data.readUIntBE(at, 3);
    if (!counts.has(tone)) counts.set(tone, new Map());
    const of = counts.get(tone);
    of.set(colour, (of.get(colour) ?? 0) + 1);
  }
  const frequent = ([, one], [, other]) => other - one;
  const standing = new Map([...counts].map(([tone, of]) => [tone, [...of].sort(frequent)[0][0]]));
  for (let at = 0; at < data.length; at += 4) {
    data.writeUIntBE(standing.get(tones.readUIntBE(at, 3)), at, 3);
  }
  return indexed(picture);
}

/** How a picture differs from the one that is kept, in words; null where it does not. */
export function difference(known, taken) {
  const [one, other] = [known, taken].map((file) => toned(PNG.sync.read(file)));
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return 'is of another size';
  if (one.data.equals(other.data)) return null;
  const marked = (data) => {
    const changed = Buffer.alloc(width * height * 4);
    const options = { threshold: 0.1, diffMask: true };
    return { changed, all: pixelmatch(one.data, data, changed, width, height, options) };
  };
  const { changed, all } = marked(other.data);
  const asItIs = worst([changed], width, height);
  if (asItIs.share > OF_A_TILE) {
    const row = width * 4;
    const higher = Buffer.concat([other.data.subarray(row), other.data.subarray(-row)]);
    const lower = Buffer.concat([other.data.subarray(0, row), other.data.subarray(0, -row)]);
    const moved = [higher, lower].map((data) => marked(data).changed);
    const { share, x, y } = worst([changed, ...moved], width, height);
    if (share > OF_A_TILE) return `differs at ${x}, ${y} by ${percent(share)}`;
  }
  if (all / (width * height) > OF_ALL) return `differs by ${percent(all / (width * height))}`;
  return null;
}

/** The same picture with each channel at the nearest of its tones. */
function toned(picture) {
  const { data } = picture;
  for (let at = 0; at < data.length; at += 1) data[at] = NEAREST[data[at]];
  return picture;
}

const STEP = 255 / (TONES - 1);
const NEAREST = Uint8Array.from({ length: 256 }, (_, tone) => Math.round(tone / STEP) * STEP);

/**
 * The tile that differs most, each as it differs least in these comparisons. Tiles overlap by half, so
 * that no border hides anything.
 */
function worst(comparisons, width, height) {
  let most = { share: 0, x: 0, y: 0 };
  for (let y = 0; y + TILE.height <= height; y += TILE.height / 2) {
    for (let x = 0; x + TILE.width <= width; x += TILE.width / 2) {
      const share = Math.min(...comparisons.map((changed) => shareOf(changed, width, x, y)));
      if (share > most.share) most = { share, x, y };
    }
  }
  return most;
}

function shareOf(changed, width, left, top) {
  let count = 0;
  for (let y = top; y < top + TILE.height; y += 1) {
    for (let x = left; x < left + TILE.width; x += 1) {
      if (changed[(y * width + x) * 4 + 3] > 0) count += 1;
    }
  }
  return count / (TILE.width * TILE.height);
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;
