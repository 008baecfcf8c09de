import { useEffect } from 'react';
import { useGo } from './go';
import { type Path, PLACES } from './places';

const MAC = /Mac/.test(navigator.platform);
const HELD = MAC ? '⌘' : 'Ctrl';

/** The keys that open the palette, as they are printed on the keyboard. */
export const PALETTE_KEYS = `${HELD} K`;

/** Whether the key that orders are given with is held down. */
export function isHeld(event: KeyboardEvent): boolean {
  return MAC ? event.metaKey : event.ctrlKey;
}

/** The digit of a screen, in the order of the sidebar: 1 to 9, then 0. */
function digitOf(path: Path): number {
  return (PLACES.findIndex((it) => it.path === path) + 1) % 10;
}

/** The keys that go to a screen. */
export function keysOf(path: Path): string {
  return `${HELD} ${digitOf(path)}`;
}

/** Goes to a screen by its digit, from anywhere. */
export function usePlaceKeys(): void {
  const go = useGo();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isHeld(event) || event.shiftKey || event.altKey) return;
      const place = PLACES.find(({ path }) => String(digitOf(path)) === event.key);
      if (place === undefined) return;
      event.preventDefault();
      go(place.path);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [go]);
}
