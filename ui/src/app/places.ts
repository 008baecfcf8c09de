import {
  Eye,
  GitCompareArrows,
  History,
  LayoutDashboard,
  Link2,
  type LucideIcon,
  Play,
  Search,
  Settings,
  Split,
  TriangleAlert,
} from 'lucide-react';

/** A screen of the window. */
export interface Place {
  path: Path;
  /** Its word is `place-NAME`. */
  name: string;
  icon: LucideIcon;
}

export type Path =
  | '/'
  | '/accounts'
  | '/mappings'
  | '/preview'
  | '/runs'
  | '/errors'
  | '/conflicts'
  | '/records'
  | '/history'
  | '/settings';

/** In the order of the sidebar; the palette lists them too. */
export const PLACES: readonly Place[] = [
  { path: '/', name: 'overview', icon: LayoutDashboard },
  { path: '/accounts', name: 'accounts', icon: Link2 },
  { path: '/mappings', name: 'mappings', icon: GitCompareArrows },
  { path: '/preview', name: 'preview', icon: Eye },
  { path: '/runs', name: 'runs', icon: Play },
  { path: '/errors', name: 'errors', icon: TriangleAlert },
  { path: '/conflicts', name: 'conflicts', icon: Split },
  { path: '/records', name: 'records', icon: Search },
  { path: '/history', name: 'history', icon: History },
  { path: '/settings', name: 'settings', icon: Settings },
];
