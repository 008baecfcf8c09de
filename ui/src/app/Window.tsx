import '@fontsource-variable/inter/index.css';
import '../styles/tokens.css';
import '../styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { NewsProvider } from '../data/news';
import { newQueries } from '../data/queries';
import { ToastProvider } from '../parts/Toast';
import { WordsProvider } from '../words/WordsProvider';
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
  const { language } = usePreferences();
  const queries = useMemo(newQueries, []);
  const router = useMemo(newRouter, []);
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
