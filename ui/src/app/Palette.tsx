import { useEffect, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useOrder } from '../data/queries';
import { useLeaveDemo } from '../data/useLeaveDemo';
import * as ipc from '../ipc';
import { useMappable, useMapped } from '../mapping/useMappable';
import { useSpeech } from '../words/WordsProvider';
import { useGo } from './go';
import css from './Palette.module.css';
import { usePair } from './pair';
import { PLACES } from './places';
import { usePreferences } from './preferences';
import { isHeld, keysOf } from './shortcuts';

interface Entry {
  id: string;
  word: string;
  kind: string;
  /** The keys that do the same without the palette. */
  keys?: string;
  run: () => void;
}

interface Props {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Goes anywhere, does anything, finds any record: from the keyboard, in one place. */
export function Palette({ isOpen, onOpenChange }: Props) {
  const { say } = useSpeech();
  const [typed, setTyped] = useState('');
  usePaletteKeys(onOpenChange);
  useEffect(() => {
    if (isOpen) setTyped('');
  }, [isOpen]);
  const entries = useEntries(typed);
  const shown = useMemo(() => matching(entries, typed), [entries, typed]);
  const choose = (id: React.Key) => {
    onOpenChange(false);
    shown.find((entry) => entry.id === id)?.run();
  };
  return (
    <ModalOverlay
      className={css.shade ?? ''}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
    >
      <Modal className={css.modal ?? ''}>
        <Dialog className={css.dialog ?? ''} aria-label={say('palette-title')}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField aria-label={say('palette-title')} autoFocus className={css.search ?? ''}>
              <Input className={css.input ?? ''} placeholder={say('palette-hint')} />
            </SearchField>
            <Menu
              className={css.menu ?? ''}
              items={shown}
              aria-label={say('palette-title')}
              onAction={choose}
              renderEmptyState={() => <p className={css.none}>{say('palette-none')}</p>}
            >
              {(entry) => (
                <MenuItem className={css.item ?? ''} id={entry.id} textValue={entry.word}>
                  <span>{entry.word}</span>
                  <span className={css.kind}>
                    {entry.kind} {entry.keys !== undefined && <kbd>{entry.keys}</kbd>}
                  </span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function usePaletteKeys(onOpenChange: (open: boolean) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !isHeld(event)) return;
      event.preventDefault();
      onOpenChange(true);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onOpenChange]);
}

/** As many as fit below the box without scrolling: who wants another one types more of it. */
const MOST = 16;

/** What holds every typed word, in the order of the list; looking for a record always stays. */
function matching(entries: Entry[], typed: string): Entry[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const find = entries.filter((entry) => entry.id === 'find');
  const fit = entries.filter((entry) => {
    const text = `${entry.word} ${entry.kind}`.toLocaleLowerCase();
    return entry.id !== 'find' && words.every((word) => text.includes(word));
  });
  return [...fit.slice(0, MOST - find.length), ...find];
}

/** Parts of the mapping that are settings of the pair, with an object that has them. */
const PARTS = [
  { part: 'rules', object: 'contacts' },
  { part: 'scope', object: 'contacts' },
  { part: 'matching', object: 'contacts' },
  { part: 'optout', object: 'contacts' },
  { part: 'lifecycle', object: 'contacts' },
  { part: 'owners', object: 'contacts' },
  { part: 'stages', object: 'deals' },
  { part: 'pair', object: 'contacts' },
] as const;

function useEntries(typed: string): Entry[] {
  const { say } = useSpeech();
  const go = useGo();
  const { overview, pair } = usePair();
  const leave = useLeaveDemo();
  const { setLook, setLanguage, language } = usePreferences();
  const sync = useOrder(() => ipc.syncNow(pair.pair));
  const sweep = useOrder(() => ipc.sweep(pair.pair));
  const map = useMappable();
  const mapped = useMapped();
  const keep = useOrder((keeping: ipc.Keeping) => ipc.keep(pair.pair, keeping));
  const action = say('palette-action');
  const places = PLACES.map(({ path, name }) => ({
    id: path,
    word: say(`place-${name}`),
    kind: say('palette-place'),
    keys: keysOf(path),
    run: () => go(path),
  }));
  const paused = pair.now.now === 'paused';
  const actions: Entry[] = [
    { id: 'sync', word: say('sync-now'), kind: action, run: () => sync.mutate(undefined) },
    {
      id: 'keep',
      word: say(paused ? 'keep-resume' : 'keep-pause'),
      kind: action,
      run: () => keep.mutate(paused ? 'in_step' : 'paused'),
    },
    {
      id: 'sweep',
      word: say('sync-sweep'),
      kind: action,
      run: () => sweep.mutate(undefined),
    },
    ...(overview.demo
      ? [{ id: 'leave', word: say('demo-leave'), kind: action, run: () => leave.mutate(undefined) }]
      : []),
    { id: 'dark', word: say('palette-dark'), kind: action, run: () => setLook('dark') },
    { id: 'light', word: say('palette-light'), kind: action, run: () => setLook('light') },
    {
      id: 'language',
      word: say('palette-language'),
      kind: action,
      run: () => setLanguage(language === 'en' ? 'nb' : 'en'),
    },
  ];
  const text = typed.trim();
  const find: Entry[] =
    text === ''
      ? []
      : [
          {
            id: 'find',
            word: say('palette-find', { text }),
            kind: say('place-records'),
            run: () => go('/records', { what: text }),
          },
        ];
  const parts: Entry[] = PARTS.map(({ part, object }) => ({
    id: `part-${part}`,
    word: say(`tab-${part}`),
    kind: say('place-mappings'),
    run: () => go('/mappings', { object, tab: part }),
  }));
  const tied: Entry[] = mapped.map((it) => ({
    id: `tied-${it.object}-${it.field}`,
    word: say('palette-mapped', { field: it.label, rule: say(`rule-${it.rule}`) }),
    kind: say('place-mappings'),
    run: () => go('/mappings', { object: it.object, mapped: it.field }),
  }));
  const fields: Entry[] = map.map((it) => ({
    id: `map-${it.object}-${it.name}`,
    word: say('palette-map', { field: it.label }),
    kind: say('place-mappings'),
    run: () => go('/mappings', { object: it.object, field: it.name }),
  }));
  return [
    ...places,
    ...actions,
    ...parts,
    ...(text.length > 2 ? [...tied, ...fields] : []),
    ...find,
  ];
}
