import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useKnownDrift } from '../overview/useDrift';
import { useSpeech } from '../words/WordsProvider';
import css from './Frame.module.css';
import { PlaceLink, useWhere } from './go';
import { useNarrow } from './narrow';
import { usePair } from './pair';
import { PLACES } from './places';
import { usePreferences } from './preferences';

/** Every screen, with what waits there. On narrow windows the words are read out and shown on hover. */
export function Sidebar() {
  const { say, count } = useSpeech();
  const { pair } = usePair();
  const where = useWhere();
  const small = useNarrow();
  const { choices, choose } = usePreferences();
  const narrow = small || choices.sidebar === 'icons';
  const fold = say(narrow ? 'sidebar-words' : 'sidebar-icons');
  const drift = useKnownDrift(pair.pair);
  const waiting: Record<string, number> = {
    mappings: drift.length,
    errors: pair.errors,
    conflicts: pair.conflicts,
  };
  return (
    <nav className={css.nav} aria-label={say('frame-places')}>
      {PLACES.map(({ path, name, icon: Icon }) => {
        const word = say(`place-${name}`);
        const number = waiting[name] ?? 0;
        return (
          <PlaceLink
            key={path}
            path={path}
            current={where === path}
            className={path === '/settings' ? css.last : undefined}
            {...(narrow ? { title: word } : {})}
          >
            <Icon size={16} aria-hidden />
            <span className={css.word} aria-hidden={narrow}>
              {word}
            </span>
            {narrow && <span className="sr-only">{word}</span>}
            {number > 0 && <span className={css.badge}>{count(number)}</span>}
          </PlaceLink>
        );
      })}
      {!small && (
        <button
          type="button"
          className={css.fold}
          title={fold}
          aria-label={fold}
          onClick={() => choose({ sidebar: narrow ? 'words' : 'icons' })}
        >
          {narrow ? (
            <PanelLeftOpen size={16} aria-hidden />
          ) : (
            <PanelLeftClose size={16} aria-hidden />
          )}
        </button>
      )}
    </nav>
  );
}
