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

async function look({ page, found }, from, shot) {
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
  await page.waitForTimeout(150);
  await page.addScriptTag({ url: AXE });
  const result = await page.evaluate((held) => globalThis.axe.run(document, held), HELD_TO);
  for (const violation of result.violations) {
    const where = violation.nodes
      .slice(0, 3)
      .map((node) => `${node.target} ${node.any[0]?.message ?? ''}`);
    found.push(`axe ${violation.id}: ${violation.help} (${where.join(' | ')})`);
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  if (overflow) found.push('the window scrolls sideways');
  const picture = await page.screenshot({ animations: 'disabled' });
  return { found: [...found], picture };
}

const flags = process.argv.slice(2);
const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1] : '';
const set = (flags.includes('--all') ? ALL : SMOKE).filter((shot) => shot.name.includes(only));
const server = await serve();
const browser = await launch();
await mkdir(TAKEN, { recursive: true });

/** What is wrong with a scene: what was found in it, and how its picture differs. */
async function judge(opened, shot) {
  const { found, picture } = await look(opened, origin(server), shot);
  await writeFile(join(TAKEN, `${shot.name}.png`), picture);
  if (!shot.golden) return found;
  const golden = join(GOLDEN, `${shot.name}.png`);
  const known = await readFile(golden).catch(() => null);
  const differs = known === null ? 'has no golden picture' : difference(known, picture);
  if (differs === null) return found;
  if (!flags.includes('--accept')) return [...found, differs];
  await mkdir(GOLDEN, { recursive: true });
  await writeFile(golden, kept(picture));
  return found;
}

let wrong = 0;
const waiting = [...set];
const worker = async () => {
  const pages = {};
  for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
    pages[shot.language] ??= await openPage(browser, shot.language);
    const found = await judge(pages[shot.language], shot);
    wrong += found.length;
    console.log(`${found.length === 0 ? 'ok  ' : 'BAD '} ${shot.name}`);
    for (const line of found) console.log(`     ${line}`);
  }
};
await Promise.all(Array.from({ length: WORKERS }, worker));
await browser.close();
server.close();
console.log(`${set.length} pictures, ${wrong} findings`);
process.exitCode = wrong === 0 ? 0 : 1;
