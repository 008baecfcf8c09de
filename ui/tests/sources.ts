import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const UI = join(import.meta.dirname, '..');

/** A source of the interface: its path from `ui/` and its text. */
export interface Source {
  path: string;
  text: string;
}

/** Every source that is shipped; tests and what is generated are not among them. */
export function shipped(): Source[] {
  const walk = (folder: string): string[] =>
    readdirSync(join(UI, folder)).flatMap((name) => {
      const path = join(folder, name);
      return statSync(join(UI, path)).isDirectory() ? walk(path) : [path];
    });
  return walk('src')
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .filter((path) => !path.startsWith(join('src', 'generated')))
    .map(source);
}

export function source(path: string): Source {
  return { path, text: readFileSync(join(UI, path), 'utf8') };
}
