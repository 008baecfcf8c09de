import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CALLBACKS, HUBSPOT_SCOPES, SALESFORCE_SCOPES } from './registered';

const ROOT = join(import.meta.dirname, '../../..');
const signIn = (name: string) =>
  readFileSync(join(ROOT, 'src-tauri/crates/connectors/src/sign_in', name), 'utf8');

/** Every quoted scope of the connector. */
function scopes(): string[] {
  const found = signIn('app.rs').matchAll(
    /"(oauth|api|refresh_token|content|tickets|crm\.[a-z.]+|communication_preferences\.[a-z]+|sales-email-read)"/g,
  );
  return [...new Set([...found].map((match) => match[1] ?? ''))].sort();
}

it('what is to be copied is what the sign-in asks for', () => {
  expect([...HUBSPOT_SCOPES, ...SALESFORCE_SCOPES].sort()).toEqual(scopes());
});

it('the addresses are those that the sign-in listens on', () => {
  const ports = /PORTS: \[u16; \d\] = \[([^\]]+)\]/.exec(signIn('listener.rs'))?.[1] ?? '';
  const path = /PATH: &str = "([^"]+)"/.exec(signIn('listener.rs'))?.[1] ?? '';
  const listened = ports.split(',').map((port) => `http://localhost:${port.trim()}${path}`);
  expect(CALLBACKS).toEqual(listened);
});

it('the help pages name all of them, in both languages', () => {
  const page = (name: string) => readFileSync(join(ROOT, 'ui/help', name), 'utf8');
  for (const language of ['en', 'nb']) {
    const hubspot = page(`hubspot.${language}.md`);
    const salesforce = page(`salesforce.${language}.md`);
    for (const scope of HUBSPOT_SCOPES) expect(hubspot).toContain(`\`${scope}\``);
    for (const scope of SALESFORCE_SCOPES) expect(salesforce).toContain(`\`${scope}\``);
    for (const address of CALLBACKS) {
      expect(hubspot).toContain(address);
      expect(salesforce).toContain(address);
    }
  }
});
