import { mockIPC } from '@tauri-apps/api/mocks';
import { createRoot } from 'react-dom/client';
import { Window } from '../src/app/Window';
import { sceneOf } from './scene';

/**
 * The window with a made-up shell behind it: `?scene=errors.full&language=nb&look=dark`. It is a
 * bundle of its own, for tests and pictures, and never part of what is shipped.
 */
const asked = new URLSearchParams(window.location.search);
const scene = sceneOf(asked.get('scene') ?? 'overview.normal');

window.localStorage.setItem(
  'crosswalk.window',
  JSON.stringify({
    language: asked.get('language') ?? 'en',
    look: asked.get('look') ?? 'light',
  }),
);

mockIPC((command, given) => scene.answer(command, (given ?? {}) as Record<string, unknown>), {
  shouldMockEvents: true,
});

// The router would take the question mark of the page for its own.
window.history.replaceState(null, '', window.location.pathname + scene.address);

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Window />);
