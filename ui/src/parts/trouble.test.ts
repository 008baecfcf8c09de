import { expect, it } from 'vitest';
import type { Trouble } from '../ipc';
import type { Speech } from '../words/WordsProvider';
import { bundleOf, type Language, sayIn } from '../words/words';
import { troubleWords } from './trouble';

const trouble = (code: string, args: Record<string, string>): Trouble => ({
  code,
  args,
  retryable: false,
  provider_text: null,
});

function words(language: Language, of: Trouble) {
  const bundle = bundleOf(language);
  const speech: Pick<Speech, 'say' | 'has'> = {
    say: (id, facts) => sayIn(bundle, id, facts),
    has: (id) => bundle.hasMessage(id),
  };
  return troubleWords(of, speech as Speech);
}

const EXPIRED = 'Salesforce: the sign-in has expired or was revoked';

it('tells a refusal in the language of the window, with the detail apart', () => {
  expect(words('nb', trouble('sign_in_needed', { message: EXPIRED, side: 'Salesforce' }))).toEqual({
    title: 'Salesforce vil ha ny innlogging',
    remedy: 'Logg inn igjen under Tilkoblinger; ingenting er tapt',
    detail: EXPIRED,
  });
});

it('knows the side by the detail where none is named', () => {
  const { title } = words('nb', trouble('sign_in_needed', { message: EXPIRED }));
  expect(title).toBe('Salesforce vil ha ny innlogging');
});

it('keeps the shared words where no side is known', () => {
  const told = words('en', trouble('unreachable', { message: 'no network' }));
  expect([told.title, told.detail]).toEqual(['No network', null]);
});

it('never sends a person from the window to the command line', () => {
  const codes = ['unexpected_answer', 'sign_in_needed', 'bad_file', 'bad_plan_file'];
  for (const code of [...codes, 'state_damaged', 'no_state', 'state_failed']) {
    for (const language of ['en', 'nb'] as const) {
      expect(words(language, trouble(code, { message: 'x' })).remedy, code).not.toContain('`');
    }
  }
});
