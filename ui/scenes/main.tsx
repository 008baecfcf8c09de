import { mockIPC } from '@tauri-apps/api/mocks';
import { createRoot } from 'react-dom/client';
import { NOTHING_CHOSEN } from '../src/app/preferences';
import { Window } from '../src/app/Window';
import { sceneOf } from './scene';

/**
 * The window with a made-up shell behind it: `?scene=errors.full&language=nb&look=dark`. It is a
 * bundle of its own, for tests and pictures, and never part of what is shipped.
 */
const asked = new URLSearchParams(window.location.search);
const scene = sceneOf(asked.get('scene') ?? 'overview.normal');

/** Every order that was given, for tests to look at. */
const askedFor: [command: string, given: unknown][] = [];
Object.assign(window, { askedFor: askedFor });

mockIPC(
  (command, given) => {
    askedFor.push([command, given]);
    if (command === 'window_choices') {
      return {
        ...NOTHING_CHOSEN,
        language: asked.get('language') ?? 'en',
        look: asked.get('look') ?? 'light',
      };
    }
    return scene.answer(command, (given ?? {}) as Record<string, unknown>);
  },
  { shouldMockEvents: true },
);

// The router would take the question mark of the page for its own.
window.history.replaceState(null, '', window.location.pathname + scene.address);

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Window />);
