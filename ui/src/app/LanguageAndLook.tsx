import { Choice } from '../parts/Choice';
import { useSpeech } from '../words/WordsProvider';
import { usePreferences } from './preferences';

/** In which language the window speaks, and how it looks. */
export function LanguageAndLook() {
  const { say } = useSpeech();
  const { language, setLanguage, look, setLook } = usePreferences();
  return (
    <>
      <Choice
        label={say('settings-language')}
        value={language}
        options={[
          { value: 'en', label: say('language-en') },
          { value: 'nb', label: say('language-nb') },
        ]}
        onChange={setLanguage}
      />
      <Choice
        label={say('settings-look')}
        value={look}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: say(`look-${value}`),
        }))}
        onChange={setLook}
      />
    </>
  );
}
