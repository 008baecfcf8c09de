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
