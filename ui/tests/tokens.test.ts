import { describe, expect, it } from 'vitest';
import { source } from './sources';

type Look = 0 | 1;

/** Both colours of a token, light and dark. */
function token(name: string, look: Look): string {
  const { text } = source('src/styles/tokens.css');
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(text);
  const colour = found?.[look + 1];
  if (colour === undefined) throw new Error(`no token ${name}`);
  return colour;
}

/** Relative luminance as WCAG 2 states it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['bg', 'surface', 'surface-2', 'accent-bg'];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the %s look', (_, look) => {
  it('has text of at least 4.5 to 1 on every ground', () => {
    for (const ground of GROUNDS) {
      for (const text of ['text', 'text-2', 'text-3']) {
        const found = contrast(token(text, look), token(ground, look));
        expect(found, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('has states and sides of at least 4.5 to 1 on their own ground', () => {
    for (const name of ['hs', 'sf', 'ok', 'warn', 'err', 'run', 'accent']) {
      const found = contrast(token(name, look), token(`${name}-bg`, look));
      expect(found, name).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(token('on-accent', look), token('accent', look))).toBeGreaterThanOrEqual(4.5);
  });

  it('has borders of controls of at least 3 to 1', () => {
    for (const ground of ['bg', 'surface', 'surface-2']) {
      const found = contrast(token('ctl', look), token(ground, look));
      expect(found, ground).toBeGreaterThanOrEqual(3);
    }
  });
});
