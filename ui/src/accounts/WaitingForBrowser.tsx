import { useEffect, useState } from 'react';
import { useNews } from '../data/news';
import { CopyButton } from '../parts/CopyButton';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';
import { PasteAnswer } from './PasteAnswer';
import { clockOf, LAST_CALL_MS, msLeft, SIGN_IN_LASTS_MS } from './timeLeft';

/** While the person is at the vendor's page: what to do, and how long there is for it. */
export function WaitingForBrowser() {
  const { say } = useSpeech();
  const { signInPage } = useNews();
  const left = useTimeLeft(signInPage);
  return (
    <div className={css.form}>
      <div className={css.form} role="status">
        <p>
          <strong>{say('link-waiting')}</strong>
        </p>
        <p>{say('link-waiting-about')}</p>
        {left <= LAST_CALL_MS && <p className="sr-only">{say('link-last-minute')}</p>}
      </div>
      {/* A timer is not read out by itself: the status above speaks once, near the end. */}
      <p role="timer" className={css.kind}>
        {say('link-left', { time: clockOf(left) })}
      </p>
      {signInPage !== null && (
        <span>
          <CopyButton text={signInPage}>{say('link-copy')}</CopyButton>
        </span>
      )}
      <PasteAnswer />
    </div>
  );
}

/** What is left, by the second. It begins when the page is known, since the shell waits from then on. */
function useTimeLeft(page: string | null): number {
  const [left, setLeft] = useState(SIGN_IN_LASTS_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another wait.
  useEffect(() => {
    const since = Date.now();
    const look = () => setLeft(msLeft(since, Date.now()));
    look();
    const timer = window.setInterval(look, 1000);
    return () => window.clearInterval(timer);
  }, [page]);
  return left;
}
