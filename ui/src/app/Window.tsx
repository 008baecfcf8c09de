import '@fontsource-variable/inter/index.css';
import '../styles/tokens.css';
import '../styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { NewsProvider } from '../data/news';
import { newQueries } from '../data/queries';
import { ToastProvider } from '../parts/Toast';
import { WordsProvider } from '../words/WordsProvider';
import { beginAt } from './place';
import { PreferencesProvider, usePreferences } from './preferences';
import { newRouter } from './router';

/** The whole window. */
export function Window() {
  return (
    <PreferencesProvider>
      <Speaking />
    </PreferencesProvider>
  );
}

function Speaking() {
  const { language, choices } = usePreferences();
  const [begun] = useState(choices.place);
  const queries = useMemo(newQueries, []);
  const router = useMemo(() => {
    beginAt(begun);
    return newRouter();
  }, [begun]);
  return (
    <WordsProvider language={language}>
      <QueryClientProvider client={queries}>
        <NewsProvider>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </NewsProvider>
      </QueryClientProvider>
    </WordsProvider>
  );
}
