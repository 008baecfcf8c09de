import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { source } from './sources';

const UI = join(import.meta.dirname, '..');

const styles = readdirSync(join(UI, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .map((path) => source(join('src', path)));

describe('what moves', () => {
  it('takes as long as the one token says, which is nothing where little motion is wanted', () => {
    const moving = styles.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:^|[\s;{])transition(?:-duration)?: ([^;]+);/g)].map((it) => ({
        path,
        how: it[1] ?? '',
      })),
    );
    expect(moving.length).toBeGreaterThan(0);
    const own = moving.filter(({ path }) => path !== join('src', 'styles', 'base.css'));
    expect(own.filter(({ how }) => !how.includes('var(--fade)'))).toEqual([]);
    expect(source('src/styles/tokens.css').text).toMatch(
      /prefers-reduced-motion: reduce\) \{\s*:root \{\s*--fade: 0ms;/,
    );
  });

  it('is nothing that goes on by itself, and no scrolling', () => {
    const rash = /@keyframes|animation(-name)?:|scroll-behavior: smooth|backdrop-filter/;
    expect(styles.filter((it) => rash.test(it.text)).map((it) => it.path)).toEqual([]);
  });
});
