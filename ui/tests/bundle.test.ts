import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const UI = join(import.meta.dirname, '..');

describe('what is shipped', () => {
  let folder = '';
  let scripts = '';
  let page = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosswalk-bundle-'));
    const vite = join(UI, 'node_modules/vite/bin/vite.js');
    execFileSync(process.execPath, [vite, 'build', '--outDir', folder, '--logLevel', 'error'], {
      cwd: UI,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const assets = join(folder, 'assets');
    const names = readdirSync(assets).filter((name) => name.endsWith('.js'));
    scripts = names.map((name) => readFileSync(join(assets, name), 'utf8')).join('\n');
    page = readFileSync(join(folder, 'index.html'), 'utf8');
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds nothing of the scenes', () => {
    for (const word of ['Nordvik', 'mockIPC', 'fjordkraft', 'shouldMockEvents']) {
      expect(scripts.includes(word), word).toBe(false);
    }
    expect(scripts.includes('Keep HubSpot and Salesforce in step')).toBe(true);
  });

  it('loads nothing from elsewhere, and has no script in the page', () => {
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('asks the policy for no eval', () => {
    expect(scripts).not.toMatch(/\beval\(|new Function\(/);
  });
});
