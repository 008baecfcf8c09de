// Opens every scene in Chromium, looks at it with axe, and takes its picture. The clock stands
// still, the font is our own, nothing moves: the same source gives the same pixels.
//
//   node tests/pictures/run.mjs                 the smoke set, compared with the golden pictures
//   node tests/pictures/run.mjs --accept        the smoke set becomes the golden pictures
//   node tests/pictures/run.mjs --all           every scene in every size, look and language
//   node tests/pictures/run.mjs --only preview  scenes whose name holds the word
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';
import { ALL, SMOKE } from './scenes.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const BUNDLE = join(HERE, '../../test-results/scenes');
const TAKEN = join(HERE, '../../test-results/pictures');
const GOLDEN = join(HERE, 'golden');
const NOW = '2026-11-23T14:07:00+01:00';
/** Pixels of a million that may differ: fonts are hinted a little differently by Chromium's versions. */
const SLACK = 0.002;

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

function serve() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const file = createReadStream(join(BUNDLE, path));
    file.on('error', () => response.writeHead(404).end());
    file.on('open', () => {
      response.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        // The shell's own policy: what breaks it breaks here.
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'",
      });
      file.pipe(response);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function look(browser, origin, axe, shot) {
  const context = await browser.newContext({
    viewport: shot.size,
    locale: shot.language === 'nb' ? 'nb-NO' : 'en-GB',
    timezoneId: 'Europe/Oslo',
    colorScheme: shot.look,
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
    ...(shot.forced ? { forcedColors: 'active' } : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
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
  const query = `scene=${shot.scene}&language=${shot.language}&look=${shot.look}`;
  await page.goto(`${origin}/scenes.html?${query}`);
  await page.waitForSelector('main');
  await page.evaluate(() => document.fonts.ready);
  for (const act of shot.acts ?? []) {
    await act(page).catch((error) => found.push(`act: ${error.message.split('\n')[0]}`));
  }
  await page.waitForTimeout(150);
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
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
  await context.close();
  return { found, picture };
}

function difference(one, other) {
  const a = PNG.sync.read(one);
  const b = PNG.sync.read(other);
  if (a.width !== b.width || a.height !== b.height) return 1;
  return (
    pixelmatch(a.data, b.data, null, a.width, a.height, { threshold: 0.1 }) / (a.width * a.height)
  );
}

const flags = process.argv.slice(2);
const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1] : '';
const set = (flags.includes('--all') ? ALL : SMOKE).filter((shot) => shot.name.includes(only));
const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'],
});
await mkdir(TAKEN, { recursive: true });
let wrong = 0;
for (const shot of set) {
  const { found, picture } = await look(
    browser,
    `http://127.0.0.1:${server.address().port}`,
    axe,
    shot,
  );
  await writeFile(join(TAKEN, `${shot.name}.png`), picture);
  const golden = join(GOLDEN, `${shot.name}.png`);
  if (flags.includes('--accept') && shot.golden) {
    await mkdir(GOLDEN, { recursive: true });
    await writeFile(golden, picture);
  } else if (shot.golden) {
    const known = await stat(golden).catch(() => null);
    const share = known === null ? 1 : difference(await readFile(golden), picture);
    if (share > SLACK)
      found.push(`differs from its golden picture by ${(share * 100).toFixed(2)} %`);
  }
  wrong += found.length;
  console.log(`${found.length === 0 ? 'ok  ' : 'BAD '} ${shot.name}`);
  for (const line of found) console.log(`     ${line}`);
}
await browser.close();
server.close();
console.log(`${set.length} pictures, ${wrong} findings`);
process.exitCode = wrong === 0 ? 0 : 1;
