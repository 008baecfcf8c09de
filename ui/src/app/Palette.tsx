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
import * as ipc from '../ipc';
import { useSpeech } from '../words/WordsProvider';
import { useGo } from './go';
import css from './Palette.module.css';
import { usePair } from './pair';
import { PLACES } from './places';
import { usePreferences } from './preferences';

const MAC = /Mac/.test(navigator.platform);

/** The keys that open it, as they are printed on the keyboard. */
export const PALETTE_KEYS = MAC ? '⌘ K' : 'Ctrl K';

interface Entry {
  id: string;
  word: string;
  kind: string;
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
                  <span className={css.kind}>{entry.kind}</span>
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
      if (event.key.toLowerCase() !== 'k' || !(MAC ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      onOpenChange(true);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onOpenChange]);
}

/** What holds every typed word, in the order of the list. */
function matching(entries: Entry[], typed: string): Entry[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = `${entry.word} ${entry.kind}`.toLocaleLowerCase();
    return entry.id === 'find' || words.every((word) => text.includes(word));
  });
}

function useEntries(typed: string): Entry[] {
  const { say } = useSpeech();
  const go = useGo();
  const { pair } = usePair();
  const { setLook, setLanguage, language } = usePreferences();
  const sync = useOrder(() => ipc.syncNow(pair.pair));
  const keep = useOrder((keeping: ipc.Keeping) => ipc.keep(pair.pair, keeping));
  const action = say('palette-action');
  const places = PLACES.map(({ path, name }) => ({
    id: path,
    word: say(`place-${name}`),
    kind: say('palette-place'),
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
  return [...places, ...actions, ...find];
}
