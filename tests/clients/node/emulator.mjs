// What the scripts know of the emulator: where it is, how a person consents, what it holds.
//
// CROSSWALK_EMULATOR names a file with the JSON that `crosswalk emulate` prints:
//   { "salesforce": VENDOR, "hubspot": VENDOR, "tls": "127.0.0.1:PORT", "ca_file": "/…/ca.pem" }
//   VENDOR: { "url": "http://127.0.0.1:PORT", "redirect_uri": "http://localhost:…", "accounts": [ACCOUNT] }
//   ACCOUNT: { account, host, access_token, refresh_token, client_id, client_secret, service_key }
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** The vendor's URL and first account. Fails when the environment does not name them. */
export function vendor(name) {
  const card = process.env.CROSSWALK_EMULATOR;
  assert(card, 'CROSSWALK_EMULATOR is not set');
  const { url, redirect_uri, accounts } = JSON.parse(readFileSync(card, 'utf8'))[name];
  assert(accounts?.length, `${name} has no account`);
  return { name, url: url.replace(/\/$/, ''), redirectUri: redirect_uri, ...accounts[0] };
}

/** The live records of an object as the emulator holds them: `{id: {field: value}}`. */
export async function held({ name, url, account }, object) {
  const answer = await fetch(`${url}/_emulator/dump?vendor=${name}&account=${account}`);
  assert.equal(answer.status, 200, `dump: ${answer.status}`);
  return (await answer.json()).truth[object];
}

/**
 * Consents as a person in a browser does: opens the page, presses the button that allows, and
 * returns what the redirect carries. Never follows the redirect itself.
 */
export async function consent(authorizeUrl) {
  const page = await fetch(authorizeUrl, { redirect: 'manual' });
  const answer = page.status === 200 ? await press(await page.text(), authorizeUrl) : page;
  const location = answer.headers.get('location');
  assert(location, `the consent page answered ${answer.status} without a redirect`);
  return Object.fromEntries(new URL(location).searchParams);
}

/** Sends the page's first form with its hidden fields, its first choices and its first button. */
async function press(page, base) {
  const [html, form] = page.match(/(<form\b[^>]*>).*?<\/form>/is) ?? [];
  assert(form, 'the consent page has no form');
  const fields = new URLSearchParams();
  for (const [, select, option] of html.matchAll(/(<select\b[^>]*>)\s*(<option\b[^>]*>)/gi)) {
    fields.set(attribute(select, 'name'), attribute(option, 'value') ?? '');
  }
  for (const [tag] of html.matchAll(/<input\b[^>]*>/gi)) {
    if (attribute(tag, 'name')) fields.set(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  const button = html.match(/<button\b[^>]*>/i)?.[0] ?? '';
  if (attribute(button, 'name')) fields.set(attribute(button, 'name'), attribute(button, 'value') ?? '');
  const target = new URL(attribute(form, 'action') ?? '', base);
  if ((attribute(form, 'method') ?? 'get').toLowerCase() === 'post') {
    return fetch(target, { method: 'POST', body: fields, redirect: 'manual' });
  }
  target.search = fields.toString();
  return fetch(target, { redirect: 'manual' });
}

const ENTITIES = { '&amp;': '&', '&quot;': '"', '&#39;': "'", '&#x27;': "'", '&lt;': '<', '&gt;': '>' };

function attribute(tag, name) {
  const value = tag.match(new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`, 'i'))?.[1];
  return value?.replace(/&(?:amp|quot|#39|#x27|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/**
 * Compares records that a client read with the emulator's own: the same ids, and in every field
 * that was read the same value. `read` is `{id: {field: value}}`.
 */
export function expectSame(what, read, held) {
  assert.deepEqual(Object.keys(read).sort(), Object.keys(held).sort(), `${what}: other records`);
  for (const [id, fields] of Object.entries(read)) {
    for (const [field, value] of Object.entries(fields)) {
      assert.deepEqual(plain(value), plain(held[id][field]), `${what} ${id}: ${field}`);
    }
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Blank in one form, numbers as text, instants as milliseconds: how they are spelled may differ. */
function plain(value) {
  if (value === undefined || value === null || value === '') return null;
  const text = value instanceof Date ? value.toISOString() : String(value);
  if (INSTANT.test(text)) return Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return text;
}

/** Runs the named flows in order. The first error that a flow did not expect ends the script. */
export async function run(flows) {
  for (const [name, flow] of Object.entries(flows)) {
    try {
      await flow();
    } catch (error) {
      console.error(`FAILED ${name}\n`, error);
      process.exit(1);
    }
    console.log(`ok ${name}`);
  }
}
