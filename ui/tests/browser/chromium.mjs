// The scenes behind a server of our own, and the Chromium that looks at them.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const BUNDLE = fileURLToPath(new URL('../../test-results/scenes', import.meta.url));

/** Where the clock of every scene stands still. */
export const NOW = '2026-11-23T14:07:00+01:00';

/** As strict as the shell's own: what breaks there breaks here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'";

const KINDS = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** Where axe is, beside the scenes. */
export const AXE = '/axe.js';

/** Serves the bundle of the scenes on a free port of the loopback. */
export function serve() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const axe = path === AXE;
    const file = createReadStream(
      axe ? fileURLToPath(import.meta.resolve('axe-core/axe.min.js')) : join(BUNDLE, path),
    );
    file.on('error', () => response.writeHead(404).end());
    file.on('open', () => {
      response.writeHead(200, {
        'content-type': KINDS[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
        // Chromium compiles a script once for all scenes, where it may keep it.
        'cache-control': axe || path.startsWith('/assets/') ? 'max-age=3600' : 'no-store',
      });
      file.pipe(response);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

export const origin = (server) => `http://127.0.0.1:${server.address().port}`;

/** Debian's Chromium, or the one that `CHROMIUM` names. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'],
  });
