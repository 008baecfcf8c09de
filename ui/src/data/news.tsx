import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { type DemoStage, type LiveRun, onNews } from '../ipc';
import { lookAgain } from './queries';

/** What the stream told last; each is a picture of how things stand. */
export interface Told {
  run: LiveRun | null;
  demo: DemoStage['stage'] | null;
  /** The page where a person signs in, open in their browser now. */
  signInPage: string | null;
}

const NOTHING: Told = { run: null, demo: null, signInPage: null };

const NewsContext = createContext<Told>(NOTHING);

/** Listens to the one stream of the shell, and asks the screen anew when the state changed. */
export function NewsProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [told, setTold] = useState(NOTHING);
  useEffect(() => {
    let gone = false;
    let leave = () => {};
    const listening = onNews((news) => {
      switch (news.topic) {
        case 'run':
          setTold((before) => ({ ...before, run: news }));
          return;
        case 'demo':
          setTold((before) => ({ ...before, demo: news.stage }));
          return;
        case 'sign_in':
          setTold((before) => ({ ...before, signInPage: news.page }));
          return;
        case 'rhythm':
        case 'changed':
          void lookAgain(queries);
          return;
      }
    });
    void listening.then((stop) => {
      if (gone) stop();
      else leave = stop;
    });
    return () => {
      gone = true;
      leave();
    };
  }, [queries]);
  return <NewsContext value={told}>{children}</NewsContext>;
}

/** What the stream told last. */
export function useNews(): Told {
  return use(NewsContext);
}
