import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePreferences } from './preferences';

/** Where a window that starts anew begins: where the last one was, unless it is told otherwise. */
export function beginAt(place: string | null): void {
  if (place === null || !place.startsWith('/') || window.location.hash.length > 1) return;
  window.history.replaceState(null, '', `${window.location.pathname}#${place}`);
}

/** An address as it is worth coming back to: a plan is not made by itself. */
export function worthKeeping(pathname: string, search: string): string {
  const asked = new URLSearchParams(search);
  asked.delete('make');
  const rest = asked.toString();
  return rest === '' ? pathname : `${pathname}?${rest}`;
}

/** Keeps the screen that is looked at, for the next window. */
export function useLastPlace(): void {
  const { choices, choose } = usePreferences();
  const where = useRouterState({
    select: ({ location }) => worthKeeping(location.pathname, location.searchStr),
  });
  const { place } = choices;
  useEffect(() => {
    if (place !== where && !(place === null && where === '/')) choose({ place: where });
  }, [place, where, choose]);
}
