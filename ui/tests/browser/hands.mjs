// What every flow has: a scene in Chromium, hands to press its buttons, and the orders it gave.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { launch, NOW, origin, serve } from './chromium.mjs';

let server;
let browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

/** Opens a scene, and ends with no error in the page. */
export async function at(
  scene,
  work,
  { language = 'en', size = { width: 1440, height: 900 } } = {},
) {
  const context = await browser.newContext({ viewport: size, timezoneId: 'Europe/Oslo' });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('dialog', (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin(server)) && !request.url().startsWith('data:')) {
      wrong.push(`a request to ${request.url()}`);
    }
  });
  await page.clock.setFixedTime(new Date(NOW));
  await page.goto(`${origin(server)}/scenes.html?scene=${scene}&language=${language}`);
  await page.waitForSelector('main');
  await work(page);
  await context.close();
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
