import { mockIPC } from '@tauri-apps/api/mocks';
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { NOTHING_CHOSEN, PreferencesProvider, usePreferences } from './preferences';

const asked: [command: string, given: unknown][] = [];

function shell(choices: unknown) {
  mockIPC((command, given) => {
    asked.push([command, given]);
    if (command === 'window_choices') return choices;
    return null;
  });
}

function Looking() {
  const { language, look, setLook } = usePreferences();
  return (
    <button type="button" onClick={() => setLook('dark')}>
      {language} {look}
    </button>
  );
}

const shown = () => screen.findByRole('button');

afterEach(() => {
  asked.length = 0;
  document.body.innerHTML = '';
  vi.restoreAllMocks();
});

it('speaks as the system does until a language is chosen', async () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('nb-NO');
  shell(NOTHING_CHOSEN);
  render(<Looking />, { wrapper: PreferencesProvider });
  expect((await shown()).textContent).toBe('nb system');
});

it('keeps what was chosen with the shell, and nothing in the page', async () => {
  shell({ ...NOTHING_CHOSEN, language: 'en' });
  render(<Looking />, { wrapper: PreferencesProvider });
  const button = await shown();
  await act(async () => button.click());
  expect(button.textContent).toBe('en dark');
  const given = { choices: { ...NOTHING_CHOSEN, language: 'en', look: 'dark' } };
  expect(asked.at(-1)).toEqual(['set_window_choices', given]);
  expect(window.localStorage.length).toBe(0);
});
