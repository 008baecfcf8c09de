import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { useSpeech, WordsProvider } from './WordsProvider';
import type { Language } from './words';

function speechOf(language: Language) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <WordsProvider language={language}>{children}</WordsProvider>
  );
  return renderHook(useSpeech, { wrapper }).result.current;
}

const NAMES = ['Øst', 'Zebra', 'Åse', 'Aaberg', 'Ærlig', 'Berit', 'anna', 'Ask', 'Åberg'];
const HARD = '\u00a0';

afterEach(cleanup);

describe('names', () => {
  it('stand in bokmål with æ, ø and å last, and aa with å', () => {
    const { compare } = speechOf('nb');
    expect([...NAMES].sort(compare)).toEqual([
      'anna',
      'Ask',
      'Berit',
      'Zebra',
      'Ærlig',
      'Øst',
      ...['Aaberg', 'Åberg'].sort(compare),
      'Åse',
    ]);
    expect(compare('Aaberg', 'Zebra')).toBeGreaterThan(0);
    expect(compare('Aase', 'Åse')).toBe(0);
  });

  it('stand in English with their letters, whatever is on them', () => {
    const { compare } = speechOf('en');
    expect([...NAMES].sort(compare).at(-1)).toBe('Zebra');
    expect(compare('Åse', 'Berit')).toBeLessThan(0);
    expect(compare('Aaberg', 'Berit')).toBeLessThan(0);
  });

  it('with numbers stand by their numbers', () => {
    const { compare } = speechOf('nb');
    expect(['Trinn 10', 'Trinn 9', 'trinn 1'].sort(compare)).toEqual([
      'trinn 1',
      'Trinn 9',
      'Trinn 10',
    ]);
  });
});

describe('numbers and dates', () => {
  it('are those of the language', () => {
    const [nb, en] = [speechOf('nb'), speechOf('en')];
    expect([nb.count(1_250_000), en.count(1_250_000)]).toEqual([
      `1${HARD}250${HARD}000`,
      '1,250,000',
    ]);
    expect([nb.size(58.52), en.size(58.52)]).toEqual(['58,5', '58.5']);
    expect([nb.percent(0.384), en.percent(0.384)]).toEqual([`38${HARD}%`, '38%']);
  });

  it('of a day are that day in every time zone', () => {
    expect(speechOf('nb').day('2026-11-23')).toBe('23. nov.');
    expect(speechOf('en').day('2026-11-01')).toBe('1 Nov');
  });
});
