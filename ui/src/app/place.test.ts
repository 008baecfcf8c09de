import { afterEach, describe, expect, it } from 'vitest';
import { beginAt, worthKeeping } from './place';

describe('the place of a window', () => {
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('is kept without what would read both sides', () => {
    const rows: [path: string, search: string, kept: string][] = [
      ['/', '', '/'],
      ['/preview', '?make=1', '/preview'],
      ['/mappings', '?object=deals&tab=rules', '/mappings?object=deals&tab=rules'],
    ];
    for (const [path, search, kept] of rows) expect(worthKeeping(path, search)).toBe(kept);
  });

  it('is where the next window begins', () => {
    beginAt('/errors');
    expect(window.location.hash).toBe('#/errors');
  });

  it('gives way to where the window was told to begin', () => {
    window.history.replaceState(null, '', '/#/runs');
    beginAt('/errors');
    expect(window.location.hash).toBe('#/runs');
  });

  it('is never anything but an address of ours', () => {
    beginAt('https://elsewhere.example');
    expect(window.location.hash).toBe('');
  });
});
