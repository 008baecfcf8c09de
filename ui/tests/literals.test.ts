import { describe, expect, it } from 'vitest';
import { literalWords } from './literals';
import { shipped } from './sources';

/** Names that are the same in every language: of products, of their objects, and of keys. */
const NAMES = [
  /^(HubSpot|Salesforce|Crosswalk)$/,
  /^(Account|Contact|Lead|Opportunity|Case|Event|Task\.\w+)$/,
  /^(Escape|Arrow(Up|Down|Left|Right)|Page(Up|Down)|Home|End|Ctrl)$/,
];

/** What else stands in a source as it is, each with its reason. */
const AS_THEY_ARE = new Map([
  ['Setup › Object Manager › {} › Fields & Relationships › {}', 'the way through a vendor’s pages'],
  ['Yes', 'what a new transform writes into a record'],
  ['No', 'what a new transform writes into a record'],
  ['yyyy-MM-dd HH:mm', 'a pattern of dates'],
]);

describe('the words of the sources', () => {
  const all = shipped().flatMap(({ path, text }) =>
    literalWords(path, text).map((words) => ({ path, words })),
  );

  it('are in the lists, and not written out in any file', () => {
    const written = all.filter(
      ({ words }) => !AS_THEY_ARE.has(words) && !NAMES.some((name) => name.test(words)),
    );
    expect(written.map(({ path, words }) => `${path}: ${words}`)).toEqual([]);
  });

  it('that may stand as they are, still do', () => {
    const stand = new Set(all.map((it) => it.words));
    expect([...AS_THEY_ARE.keys()].filter((words) => !stand.has(words))).toEqual([]);
  });
});

describe('words that are written out', () => {
  it('are found in a file without markup', () => {
    const rows: [source: string, found: string[]][] = [
      ["export const why = bad ? 'Not there' : 'x';", ['Not there']],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source that is looked at
      ['const told = `${count} records failed`;', ['{} records failed']],
      ["toast('Saved');", ['Saved']],
      ["const words = { yes: 'på vent' };", ['på vent']],
      ["const of = { done: 'all is well' } satisfies Words;", ['all is well']],
      ["const it = ['finished, and'] as string[];", ['finished, and']],
    ];
    for (const [source, found] of rows) expect(literalWords('a.ts', source), source).toEqual(found);
  });

  it('are found in markup, however short', () => {
    const rows: [source: string, found: string[]][] = [
      ['const a = <b>done</b>;', ['done']],
      ['const a = <b>{count} records</b>;', ['records']],
      ['const a = <input aria-label="name" />;', ['name']],
      ["const a = <b title={say('x')}>{ok ? 'Yes' : null}</b>;", ['Yes']],
    ];
    for (const [source, found] of rows) {
      expect(literalWords('a.tsx', source), source).toEqual(found);
    }
  });

  it('are not codes, classes, addresses, types, or what developers are told', () => {
    const source = [
      "import { Button } from './Button';",
      "export * from '../Some Place';",
      "type Part = Pick<Props, 'Wanted'> | 'Two words';",
      "if (it === 'some_failed') throw new Error('No such record');",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source that is looked at
      "const a = <b className={`${css.a} ${css.b}`}>{say('plan-none')} · {'→'}</b>;",
      'const at = document.querySelector(\'[role="dialog"], [role="menu"]\');',
    ].join('\n');
    expect(literalWords('a.tsx', source)).toEqual([]);
  });
});
