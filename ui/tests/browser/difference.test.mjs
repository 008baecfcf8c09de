// What counts as a change of a picture: `node --test`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { difference, kept } from './difference.mjs';

const GOLDEN = new URL('golden/overview.normal-wide-light-en.png', import.meta.url);

/** A golden picture, drawn on. */
async function drawn(how) {
  const kept = await readFile(fileURLToPath(GOLDEN));
  const picture = PNG.sync.read(kept);
  how((x, y) => picture.data.set([120, 120, 120, 255], (y * picture.width + x) * 4), picture);
  return difference(kept, PNG.sync.write(picture));
}

test('a picture is like itself', async () => {
  assert.equal(await drawn(() => {}), null);
});

test('letters that are hinted a little differently are no change', async () => {
  const differs = await drawn((dot, { width, height }) => {
    for (let at = 0; at < width * height; at += 211) dot(at % width, Math.floor(at / width));
  });
  assert.equal(differs, null);
});

test('one word that went is a change, and is told with its place', async () => {
  const differs = await drawn((dot) => {
    for (let y = 300; y < 312; y += 1) for (let x = 400; x < 436; x += 1) dot(x, y);
  });
  assert.match(differs ?? '', /^differs at \d+, \d+ by /);
});

test('a row higher or lower is no change, three rows are', async () => {
  const moved = (rows) =>
    drawn((_, picture) => {
      const row = picture.width * 4;
      const head = picture.data.subarray(300 * row, 330 * row);
      picture.data.set(Buffer.from(head), (300 + rows) * row);
    });
  assert.equal(await moved(1), null);
  assert.equal(await moved(-1), null);
  assert.match((await moved(3)) ?? '', /^differs at /);
});

test('a picture is kept smaller, and is still like what was taken', async () => {
  const picture = PNG.sync.read(await readFile(fileURLToPath(GOLDEN)));
  for (let at = 0; at < picture.data.length; at += 4) picture.data[at] ^= 3;
  const taken = PNG.sync.write(picture);
  const file = kept(taken);
  assert.equal(difference(file, taken), null);
  assert.ok(file.length < taken.length / 2, `${file.length} of ${taken.length} bytes`);
});
