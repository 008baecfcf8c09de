import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router';
import { AccountsScreen } from '../accounts/AccountsScreen';
import { ConflictsScreen } from '../conflicts/ConflictsScreen';
import { ErrorsScreen } from '../errors/ErrorsScreen';
import { HistoryScreen } from '../history/HistoryScreen';
import { MappingScreen } from '../mapping/MappingScreen';
import { OverviewScreen } from '../overview/OverviewScreen';
import { PreviewScreen } from '../preview/PreviewScreen';
import { RecordsScreen } from '../records/RecordsScreen';
import { RunsScreen } from '../runs/RunsScreen';
import { SettingsScreen } from '../settings/SettingsScreen';
import { Frame } from './Frame';

const root = createRootRoute({ component: Frame });

const texts = (names: readonly string[]) => (search: Record<string, unknown>) => {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
};

const at = (path: string, component: () => React.ReactNode, search: readonly string[] = []) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    validateSearch: texts(search),
  });

const routes = [
  at('/', OverviewScreen),
  at('/accounts', AccountsScreen),
  at('/mappings', MappingScreen, ['object', 'tab', 'field', 'mapped']),
  at('/preview', PreviewScreen, ['make']),
  at('/runs', RunsScreen, ['run']),
  at('/errors', ErrorsScreen, ['group']),
  at('/conflicts', ConflictsScreen),
  at('/records', RecordsScreen, ['what']),
  at('/history', HistoryScreen, ['undo']),
  at('/settings', SettingsScreen),
  createRoute({
    getParentRoute: () => root,
    path: '$',
    beforeLoad: () => {
      throw redirect({ to: '/' });
    },
  }),
];

/** Addresses stand behind the hash: the window's page is one file on every system. */
export function newRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    history: createHashHistory(),
    // Plain texts: an id that looks like a number stays as it was written.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}
