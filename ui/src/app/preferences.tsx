import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { type Language, languageOf } from '../words/words';

/** Light, dark, or what the desktop says. */
export type Look = 'system' | 'light' | 'dark';

/** What a person chose about the window itself. Nothing of the work is kept here. */
export interface Preferences {
  language: Language;
  look: Look;
  /** Percent of the normal size. */
  scale: number;
  setLanguage: (language: Language) => void;
  setLook: (look: Look) => void;
  setScale: (scale: number) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

const PLACE = 'crosswalk.window';

interface Kept {
  language?: Language;
  look?: Look;
  scale?: number;
}

function kept(): Kept {
  try {
    const text = window.localStorage.getItem(PLACE);
    const found: unknown = text === null ? {} : JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    // A window without storage, or with another program's: it starts with what the system says.
    return {};
  }
}

/** Keeps the window's language and look, and applies them at once. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<Kept>(kept);
  const language = choice.language === 'nb' || choice.language === 'en' ? choice.language : null;
  const look = choice.look === 'light' || choice.look === 'dark' ? choice.look : 'system';
  const scale = Math.min(150, Math.max(90, choice.scale ?? 100));
  useEffect(() => {
    document.documentElement.dataset.look = look;
    document.documentElement.style.setProperty('--scale', String(scale / 100));
  }, [look, scale]);
  const preferences = useMemo<Preferences>(() => {
    const set = (change: Kept) =>
      setChoice((before) => {
        const after = { ...before, ...change };
        window.localStorage.setItem(PLACE, JSON.stringify(after));
        return after;
      });
    return {
      language: language ?? languageOf(navigator.language),
      look,
      scale,
      setLanguage: (chosen) => set({ language: chosen }),
      setLook: (chosen) => set({ look: chosen }),
      setScale: (chosen) => set({ scale: chosen }),
    };
  }, [language, look, scale]);
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** The window's language and look. */
export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === null) throw new Error('usePreferences outside PreferencesProvider');
  return preferences;
}
