import { type ReactNode, useId } from 'react';
import css from './Panel.module.css';

interface Props {
  title: ReactNode;
  /** At the right of the title. */
  aside?: ReactNode;
  /** Rows come without padding of their own. */
  rows?: boolean;
  children: ReactNode;
}

/** A part of a screen with a name. */
export function Panel({ title, aside, rows = false, children }: Props) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      <div className={rows ? css.rows : css.inside}>{children}</div>
    </section>
  );
}

/** Names and values under each other. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className={css.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
