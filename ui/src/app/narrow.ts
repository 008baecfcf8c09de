import { useSyncExternalStore } from 'react';

/** Under this many pixels the sidebar is icons and the inspector a drawer. */
const NARROW = '(max-width: 1199px)';

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether the window is a narrow one. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
}
