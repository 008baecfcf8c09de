// What every flow has: a scene in Chromium, hands to press its buttons, and the orders it gave.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { launch, NOW, origin, serve } from './chromium.mjs';

let server;
let browser;
let page;
/** What went wrong in the page since a scene was opened. */
let wrong = [];

before(async () => {
  server = await serve();
  browser = await launch();
  page = await openPage();
});

after(async () => {
  await browser.close();
  server.close();
});

/** One page for all: a scene that is loaded anew keeps nothing of the one before. */
async function openPage() {
  const context = await browser.newContext({ timezoneId: 'Europe/Oslo' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  opened.on('pageerror', (error) => wrong.push(error.message));
  opened.on('dialog', (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  opened.on('request', (request) => {
    if (!request.url().startsWith(origin(server)) && !request.url().startsWith('data:')) {
      wrong.push(`a request to ${request.url()}`);
    }
  });
  await opened.clock.setFixedTime(new Date(NOW));
  return opened;
}

/** Opens a scene, and ends with no error in the page. */
export async function at(
  scene,
  work,
  { language = 'en', size = { width: 1440, height: 900 } } = {},
) {
  await page.setViewportSize(size);
  await page.mouse.move(0, 0);
  wrong = [];
  await page.goto(`${origin(server)}/scenes.html?scene=${scene}&language=${language}`);
  await page.waitForSelector('main');
  await work(page);
  assert.deepEqual(wrong, []);
}

export const button = (page, name) => page.getByRole('button', { name }).first();
export const orders = (page, command) =>
  page.evaluate(
    (wanted) => window.askedFor.filter(([it]) => it === wanted).map(([, it]) => it),
    command,
  );
/** The grid holds only what is in sight: the filter brings a field there. */
export const show = (page, text) =>
  page.getByRole('searchbox', { name: 'Filter fields' }).fill(text);
export const unsaved = (page) => page.getByText(/unsaved/).textContent();

/** More stops than any screen has between its beginning and what is looked for. */
const MOST_STOPS = 60;

/** Tab by Tab to a control, or back by `key`, each stop in sight and ringed. */
export async function tabTo(page, role, name, key = 'Tab') {
  const wanted = page.getByRole(role, { name }).first();
  await wanted.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    assert.deepEqual(await page.evaluate(badStop), null);
    if (await wanted.evaluate((it) => it === document.activeElement)) return;
  }
  assert.fail(`no Tab reaches ${name}`);
}

/** Past the bar and the list of screens. */
export async function skip(page) {
  await tabTo(page, 'button', 'Skip to the content');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'content');
}

/** Escape, after which the focus is where it was before. */
export async function escapeTo(page, role, name) {
  await page.keyboard.press('Escape');
  const wanted = page.getByRole(role, { name }).first();
  const there = await wanted
    .and(page.locator(':focus'))
    .waitFor()
    .then(() => true)
    .catch(() => false);
  const now = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  assert.ok(there, `the focus is at ${now}, not at ${name}`);
}

/** What is wrong with the place of the focus, in the page; null where it is ringed and in sight. */
function badStop() {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const told = at.outerHTML.slice(0, 160);
  const box = at.getBoundingClientRect();
  const inSight =
    box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth;
  if (!inSight) return `out of sight: ${told}`;
  // The ring of a box may be drawn by what holds it, such as the track of a switch.
  let ring = at;
  for (let up = 0; up < 3 && ring !== null; up += 1) {
    for (const it of [ring, ...(up === 2 ? ring.children : [])]) {
      const { outlineStyle, outlineWidth } = window.getComputedStyle(it);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return null;
    }
    ring = ring.parentElement;
  }
  return `without a ring: ${told}`;
}
