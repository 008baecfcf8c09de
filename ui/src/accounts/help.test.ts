import { describe, expect, it } from 'vitest';
import { source } from '../../tests/sources';
import { blocksOf, piecesOf } from './help';
import { CALLBACKS, HUBSPOT_SCOPES } from './registered';

const PAGES = ['hubspot', 'salesforce'].flatMap((side) =>
  ['en', 'nb'].map((language) => `help/${side}.${language}.md`),
);

describe('a help page', () => {
  it.each(PAGES)('%s is read to the last sign', (path) => {
    const blocks = blocksOf(source(path).text);
    expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
    const texts = blocks.flatMap((it) => {
      if (it.kind === 'steps') return it.items;
      if (it.kind === 'table') return [...it.head, ...it.rows.flat()];
      return it.kind === 'code' ? [] : [it.text];
    });
    // What is left of Markdown would be shown as it is.
    const plain = texts.flatMap(piecesOf).filter((it) => it.kind === 'plain');
    expect(plain.filter((it) => /[`*|#[\]]|(^|\s)_|_($|\s)/.test(it.text))).toEqual([]);
    const steps = blocks.filter((it) => it.kind === 'steps');
    expect(steps.length).toBeGreaterThan(0);
    expect(blocks).toContainEqual({ kind: 'code', text: CALLBACKS.join('\n') });
  });

  it('goes on with its numbers after what is pasted', () => {
    const page = '1. One\n   of two lines\n2. Two\n\n```\nx\n```\n\n3. Three';
    expect(blocksOf(page)).toEqual([
      { kind: 'steps', first: 1, items: ['One of two lines', 'Two'] },
      { kind: 'code', text: 'x' },
      { kind: 'steps', first: 3, items: ['Three'] },
    ]);
  });

  it('leaves names with an underscore alone', () => {
    expect(piecesOf('Give `a_b` to _Link HubSpot_, not a_b_c')).toEqual([
      { kind: 'plain', text: 'Give ' },
      { kind: 'code', text: 'a_b' },
      { kind: 'plain', text: ' to ' },
      { kind: 'stressed', text: 'Link HubSpot' },
      { kind: 'plain', text: ', not a_b_c' },
    ]);
  });

  it('of HubSpot names every scope that is asked for', () => {
    for (const language of ['en', 'nb']) {
      const { text } = source(`help/hubspot.${language}.md`);
      expect(HUBSPOT_SCOPES.filter((it) => !text.includes(`\`${it}\``))).toEqual([]);
    }
  });
});
