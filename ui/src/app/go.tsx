import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Path } from './places';

/** What stands behind an address: which group, record or run. */
export type Search = Record<string, string>;

/** Goes to a screen. */
export function useGo(): (path: Path, search?: Search) => void {
  const navigate = useNavigate();
  return (path, search = {}) => {
    void navigate({ to: path, search: search as never });
  };
}

/** What stands behind the address now. */
export function useAddress(): Search {
  return useSearch({ strict: false });
}

/** The screen that is shown. */
export function useWhere(): Path {
  return useRouterState({ select: (state) => state.location.pathname }) as Path;
}

interface Props {
  path: Path;
  search?: Search;
  className?: string | undefined;
  current?: boolean;
  title?: string;
  children: ReactNode;
}

/** A link to a screen: the address stands in it, so that it is a link to a screen reader too. */
export function PlaceLink({
  path,
  search = {},
  className,
  current = false,
  title,
  children,
}: Props) {
  const go = useGo();
  const query = new URLSearchParams(search).toString();
  return (
    <a
      href={`#${path}${query === '' ? '' : `?${query}`}`}
      className={className}
      title={title}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        go(path, search);
      }}
    >
      {children}
    </a>
  );
}
