// Opens every scene in Chromium, looks at it with axe, and takes its picture. The clock stands
// still, the font is our own, nothing moves: the same source gives the same pixels.
//
//   node tests/browser/pictures.mjs                 the smoke set, compared with the golden pictures
//   node tests/browser/pictures.mjs --accept        what differs from its golden picture takes its place
//   node tests/browser/pictures.mjs --all           every scene in every size, look and language
//   node tests/browser/pictures.mjs --only preview  scenes whose name holds the word
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AXE, launch, NOW, origin, serve } from './chromium.mjs';
import { difference, kept } from './difference.mjs';
import { ALL, SMOKE } from './scenes.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const TAKEN = join(HERE, '../../test-results/pictures');
const GOLDEN = join(HERE, 'golden');
/** Scenes that are open at once. */
const WORKERS = 3;

/** What axe holds a scene against; a rule that it keeps is not told, since that takes its time. */
const HELD_TO = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/**
 * A page for the scenes of a language, one after the other: to load a scene anew in it is as good as
 * a new page, and takes half the time. `found` is what was seen since it was emptied.
 */
async function openPage(browser, language) {
  const context = await browser.newContext({
    locale: language === 'nb' ? 'nb-NO' : 'en-GB',
    timezoneId: 'Europe/Oslo',
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const found = [];
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    found.push('a record opened a dialog');
    void dialog.dismiss();
  });
  await page.clock.setFixedTime(new Date(NOW));
  return { page, found };
}

/** How long a scene may take to come to rest, and how long after that to look as it is known. */
const PATIENCE = 5_000;

/** Opens a scene and carries out what is to be done in it. */
async function open({ page, found }, from, shot) {
  found.length = 0;
  await page.setViewportSize(shot.size);
  await page.emulateMedia({
    colorScheme: shot.look,
    forcedColors: shot.forced ? 'active' : 'none',
  });
  // Where the pointer stayed nothing may look pointed at.
  await page.mouse.move(0, 0);
  const query = `scene=${shot.scene}&language=${shot.language}&look=${shot.look}`;
  await page.goto(`${from}/scenes.html?${query}`);
  await page.waitForSelector('main');
  await page.evaluate(() => document.fonts.ready);
  for (const act of shot.acts ?? []) {
    await act(page).catch((error) => found.push(`act: ${error.message.split('\n')[0]}`));
  }
  await page.addScriptTag({ url: AXE });
}

/** The picture of a page once two in a row are the same: a busy machine draws late. */
async function atRest(page) {
  const begun = Date.now();
  let last = await page.screenshot({ animations: 'disabled' });
  while (Date.now() - begun < PATIENCE) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    const next = await page.screenshot({ animations: 'disabled' });
    if (next.equals(last)) break;
    last = next;
  }
  return last;
}

/** What is wrong with a page as it stands, and its picture. */
async function look(page) {
  const picture = await atRest(page);
  const result = await page.evaluate((held) => globalThis.axe.run(document, held), HELD_TO);
  const seen = result.violations.map((violation) => {
    const where = violation.nodes
      .slice(0, 3)
      .map((node) => `${node.target} ${node.any[0]?.message ?? ''}`);
    return `axe ${violation.id}: ${violation.help} (${where.join(' | ')})`;
  });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  if (overflow) seen.push('the window scrolls sideways');
  return { seen, picture };
}

const flags = process.argv.slice(2);
const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1] : '';
const set = (flags.includes('--all') ? ALL : SMOKE).filter((shot) => shot.name.includes(only));
const server = await serve();
const browser = await launch();
await mkdir(TAKEN, { recursive: true });

/** How a scene's picture differs from the one that is kept; null where it does not. */
async function differs(shot, picture) {
  if (!shot.golden) return null;
  const known = await readFile(join(GOLDEN, `${shot.name}.png`)).catch(() => null);
  return known === null ? 'has no golden picture' : difference(known, picture);
}

/**
 * What is wrong with a scene: what was found in it, and how its picture differs. What passes while
 * one looks again was not drawn to its end, and is wrong with nothing.
 */
async function judge({ page, found }, shot) {
  await open({ page, found }, origin(server), shot);
  const begun = Date.now();
  for (;;) {
    const { seen, picture } = await look(page);
    const difference = await differs(shot, picture);
    const accepts = difference !== null && flags.includes('--accept');
    const wrong = [...found, ...seen, ...(difference === null || accepts ? [] : [difference])];
    if (wrong.length > found.length && Date.now() - begun < PATIENCE) continue;
    await writeFile(join(TAKEN, `${shot.name}.png`), picture);
    if (accepts) {
      await mkdir(GOLDEN, { recursive: true });
      await writeFile(join(GOLDEN, `${shot.name}.png`), kept(picture));
    }
    return wrong;
  }
}

const wrong = [];
const waiting = [...set];
const worker = async () => {
  const pages = {};
  for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
    pages[shot.language] ??= await openPage(browser, shot.language);
    const found = await judge(pages[shot.language], shot);
    wrong.push(...found.map((line) => `${shot.name}: ${line}`));
    console.log(`${found.length === 0 ? 'ok  ' : 'BAD '} ${shot.name}`);
  }
};
await Promise.all(Array.from({ length: WORKERS }, worker));
await browser.close();
server.close();
console.log(`${set.length} pictures, ${wrong.length} findings`);
for (const line of wrong) console.log(`  ${line}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
