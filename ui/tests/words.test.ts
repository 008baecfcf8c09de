import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { bundleOf, languageOf, sayIn } from '../src/words/words';
import { shipped, source } from './sources';

const FILES = ['en', 'nb'].flatMap((language) => [
  `locales/${language}.ftl`,
  `locales/window.${language}.ftl`,
]);

/** Message ids of a list, with the names of the facts that each has a place for. */
function messages(path: string): Map<string, string> {
  const { text } = source(path);
  const found = new Map<string, string>();
  let id = '';
  for (const line of text.split('\n')) {
    const start = /^([a-z][\w-]*) =/.exec(line);
    if (start?.[1] !== undefined) id = start[1];
    if (id === '' || line.startsWith('#')) continue;
    const facts = [...line.matchAll(/\$(\w+)/g)].map((match) => match[1]);
    const known = new Set((found.get(id) ?? '').split(' ').filter(Boolean));
    for (const fact of facts) if (fact) known.add(fact);
    found.set(id, [...known].sort().join(' '));
  }
  return found;
}

/** Ids that the sources name, and the beginnings of those that they put together. */
function named(): { whole: Set<string>; begun: Set<string> } {
  const whole = new Set<string>();
  const begun = new Set<string>();
  for (const { text } of shipped()) {
    for (const [, id] of text.matchAll(/'([a-z]+[a-z_]*-[\w-]+)'/g)) if (id) whole.add(id);
    for (const [, head] of text.matchAll(/`([a-z]+-[a-z-]*)\$\{/g)) if (head) begun.add(head);
  }
  return { whole, begun };
}

/** The members of a union of the contract, such as `"done" | "failed"`. */
function members(type: string): string[] {
  const { text } = source('src/generated/contract.ts');
  const found = new RegExp(`export type ${type} = ([^;]+);`).exec(text)?.[1] ?? '';
  return [...found.matchAll(/"([a-z_0-9]+)"/g)].map((match) => match[1] ?? '');
}

describe('the words', () => {
  it('are the same messages with the same places in both languages', () => {
    expect(messages('locales/window.nb.ftl')).toEqual(messages('locales/window.en.ftl'));
  });

  it('parse to the last line', () => {
    for (const path of FILES) {
      const parsed = new FluentResource(source(path).text).body.map((it) => it.id);
      expect(parsed, path).toEqual([...messages(path).keys()]);
    }
  });

  it('stand in one of the two lists, not in both', () => {
    const shared = messages('locales/en.ftl');
    const twice = [...messages('locales/window.en.ftl').keys()].filter((id) => shared.has(id));
    expect(twice).toEqual([]);
  });

  it('are there for every id that the sources name', () => {
    const english = bundleOf('en');
    const prefix =
      /^(account|applied|apply|ask|bucket|calls|change|column|conflicts?|connect|edit|errors?|fault|field|figure|first|frame|guess|health|history|keep|last|link|list|mapping|match|need|now|overview|pair|palette|place|plan|records?|restore|review|rule|rules|run|runs|scope|settings|show|steps|sync|undo|value|window)-/;
    const lacking = [...named().whole].filter((id) => prefix.test(id) && !english.hasMessage(id));
    expect(lacking).toEqual([]);
  });

  it('of the window are all used', () => {
    const { whole, begun } = named();
    const unused = [...messages('locales/window.en.ftl').keys()].filter(
      (id) => !whole.has(id) && ![...begun].some((head) => id.startsWith(head)),
    );
    expect(unused).toEqual([]);
  });

  it('exist for every code that the shell can tell', () => {
    const rows: [prefix: string, type: string][] = [
      ['reason-', 'ReasonCode'],
      ['ruling-', 'Ruling'],
      ['rule-', 'SyncRule'],
      ['state-', 'LinkState'],
      ['result-', 'RunResult'],
      ['stage-', 'Stage'],
      ['brake-', 'Brake'],
      ['kept-', 'Kept'],
      ['left-', 'Difference'],
      ['refusal-', 'Refusal'],
      ['value-kind-', 'ValueKind'],
      ['create-', 'CreateInHubSpot'],
      ['create-', 'CreateInSalesforce'],
      ['delete-', 'OnDelete'],
      ['match-', 'MatchKey'],
      ['account-kind-', 'AccountKind'],
      ['now-running-', 'Work'],
      ['mender-', 'Side'],
      ['level-', 'Level'],
      ['means-', 'Means'],
      ['check-', 'CheckCode'],
      ['close-', 'OnClose'],
      ['login-', 'AtLogin'],
      ['look-', 'Look'],
      ['owners-tie-', 'OwnerTie'],
    ];
    for (const [prefix, type] of rows) {
      expect(members(type).length, type).toBeGreaterThan(1);
      for (const language of ['en', 'nb'] as const) {
        const bundle = bundleOf(language);
        const lacking = members(type).filter((code) => !bundle.hasMessage(prefix + code));
        expect(lacking, `${type} in ${language}`).toEqual([]);
      }
    }
  });

  it('pick the plural and group numbers by the language', () => {
    const facts = { written: 1, failed: 0 };
    expect(sayIn(bundleOf('en'), 'run-wrote', facts)).toBe('one written');
    expect(sayIn(bundleOf('nb'), 'run-wrote', { written: 2000, failed: 3 })).toBe(
      '2\u00a0000 skrevet, 3 feilet',
    );
  });

  it('have the apostrophe of a printed page, whichever list they stand in', () => {
    const facts = { side: 'Salesforce', field: 'Country' };
    expect(sayIn(bundleOf('en'), 'error-not_an_option', facts)).toContain('Salesforce’s Country');
    expect(sayIn(bundleOf('en'), 'unlock-title')).toBe('Open the accounts’ secrets');
  });

  it('follow the system’s language as the command line does', () => {
    const rows = {
      'nb-NO': 'nb',
      no: 'nb',
      'nn-NO': 'nb',
      'en-GB': 'en',
      nonsense: 'en',
      '': 'en',
    };
    for (const [locale, language] of Object.entries(rows)) {
      expect(languageOf(locale), locale).toBe(language);
    }
  });
});

describe('the sources', () => {
  it('reach the shell through one door', () => {
    const others = shipped().filter((it) => it.path !== 'src/ipc.ts');
    expect(others.filter((it) => it.text.includes('@tauri-apps')).map((it) => it.path)).toEqual([]);
  });

  it('never put a record’s text in as markup', () => {
    const rash = /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write|eval\(/;
    expect(
      shipped()
        .filter((it) => rash.test(it.text))
        .map((it) => it.path),
    ).toEqual([]);
  });
});
