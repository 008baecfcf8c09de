import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import * as ipc from '../ipc';
import { type Language, languageOf } from '../words/words';

/** Light, dark, or what the desktop says. */
export type Look = ipc.Look;

/** What a person chose about the window itself. Nothing of the work is kept here. */
export interface Preferences {
  language: Language;
  look: Look;
  /** Percent of the normal size. */
  scale: number;
  choices: ipc.WindowChoices;
  /** Why the last choice was not taken in. */
  refused: unknown;
  choose: (change: Partial<ipc.WindowChoices>) => void;
  setLanguage: (language: Language) => void;
  setLook: (look: Look) => void;
  setScale: (scale: number) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

/** What holds before anything was chosen. */
export const NOTHING_CHOSEN: ipc.WindowChoices = {
  language: null,
  look: 'system',
  scale: null,
  sidebar: 'words',
  place: null,
  on_close: 'tray',
  at_login: 'off',
  told_of_tray: false,
};

/** Reads what was chosen in earlier windows; nothing is shown before that, so that nothing flickers. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [kept, setKept] = useState<ipc.WindowChoices | null>(null);
  useEffect(() => {
    ipc.windowChoices().then(
      (choices) => setKept({ ...NOTHING_CHOSEN, ...choices }),
      // A shell that keeps nothing: the window starts with what the system says.
      () => setKept(NOTHING_CHOSEN),
    );
  }, []);
  if (kept === null) return null;
  return <Chosen kept={kept}>{children}</Chosen>;
}

/** Keeps the choices, and applies them at once. */
function Chosen({ kept, children }: { kept: ipc.WindowChoices; children: ReactNode }) {
  const [choices, setChoices] = useState(kept);
  const [refused, setRefused] = useState<unknown>(null);
  const newest = useRef(kept);
  const language = choices.language ?? languageOf(navigator.language);
  const scale = Math.min(150, Math.max(90, choices.scale ?? 100));
  const { look } = choices;
  useEffect(() => {
    document.documentElement.dataset.look = look;
    document.documentElement.style.setProperty('--scale', String(scale / 100));
  }, [look, scale]);
  const choose = useCallback((change: Partial<ipc.WindowChoices>) => {
    newest.current = { ...newest.current, ...change };
    setChoices(newest.current);
    ipc.setWindowChoices(newest.current).then(() => setRefused(null), setRefused);
  }, []);
  const preferences = useMemo<Preferences>(
    () => ({
      language,
      look,
      scale,
      choices,
      refused,
      choose,
      setLanguage: (chosen) => choose({ language: chosen }),
      setLook: (chosen) => choose({ look: chosen }),
      setScale: (chosen) => choose({ scale: chosen }),
    }),
    [language, look, scale, choices, refused, choose],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** The window's language and look. */
export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === null) throw new Error('usePreferences outside PreferencesProvider');
  return preferences;
}
