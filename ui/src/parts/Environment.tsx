import css from './Environment.module.css';

/** What is at stake: real data stands out, in words and in red. */
export type Stakes = 'production' | 'sandbox' | 'demo';

/** The word for where records lie, in a frame of its own. */
export function Environment({ kind, children }: { kind: Stakes; children: React.ReactNode }) {
  return <span className={`${css.env} ${css[kind]}`}>{children}</span>;
}
