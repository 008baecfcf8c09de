import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSpeech } from '../words/WordsProvider';
import { Mark, type Tone } from './Mark';
import css from './State.module.css';

interface EmptyProps {
  tone?: Tone;
  /** The screen's own shape, where nothing is well or wrong yet. */
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Nothing to show, and what that means. One action at most. */
export function Empty({ tone = 'off', icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className={css.empty}>
      {Icon === undefined ? (
        <Mark tone={tone} size={28} />
      ) : (
        <Icon className={css.icon} size={28} strokeWidth={1.5} aria-hidden />
      )}
      <h2>{title}</h2>
      {children != null && <p>{children}</p>}
      {action}
    </div>
  );
}

/** The layout of what is being read, without its words, so that nothing jumps when they come. */
export function Waiting({ rows = 8, height = 32 }: { rows?: number; height?: number }) {
  const { say } = useSpeech();
  const lines = Array.from({ length: rows }, (_, line) => line);
  return (
    <div className={css.waiting} role="status" aria-label={say('window-reading')}>
      {lines.map((line) => (
        <div key={line} className={css.row} style={{ height }}>
          <span style={{ width: `${26 + ((line * 37) % 30)}%` }} />
          <span style={{ width: `${8 + ((line * 23) % 10)}%` }} />
        </div>
      ))}
    </div>
  );
}
