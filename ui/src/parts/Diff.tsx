import { ArrowRight } from 'lucide-react';
import { useSpeech } from '../words/WordsProvider';
import css from './Diff.module.css';

/** One value; a blank is said, since an empty place could be an error. */
export function Shown({ value }: { value: string | null }) {
  const { say } = useSpeech();
  if (value === null) return <span className={css.blank}>{say('value-blank')}</span>;
  return <span className={css.value}>{value}</span>;
}

/** What a field holds and what it gets. A value that goes is marked, since that is the loss. */
export function Diff({ before, after }: { before: string | null; after: string | null }) {
  const { say } = useSpeech();
  return (
    <span className={css.diff}>
      <span className={before === null ? '' : css.before}>
        <Shown value={before} />
      </span>
      <ArrowRight size={13} aria-label={say('diff-becomes')} className={css.arrow} />
      <span className={after === null ? css.cleared : css.after}>
        <Shown value={after} />
      </span>
    </span>
  );
}
