import type { ReactNode } from 'react';
import css from './Page.module.css';

interface Props {
  title: ReactNode;
  /** What is said beside the title, in a line. */
  about?: ReactNode;
  /** Buttons of the whole screen, the primary one last. */
  actions?: ReactNode;
  /** Under the title: tabs or a row of filters. */
  tools?: ReactNode;
  /** What the selected row is, on wide windows; `Inspector` makes it a drawer on narrow ones. */
  inspector?: ReactNode;
  /** Below the content, always in sight: what is not saved yet. */
  foot?: ReactNode;
  /** The content scrolls by itself, and fills the height. */
  fill?: boolean;
  children: ReactNode;
}

/** A screen: a title, what can be done, the content, and the inspector at its right. */
export function Page({ title, about, actions, tools, inspector, foot, fill, children }: Props) {
  return (
    <main className={css.page} id="content" tabIndex={-1}>
      <header className={css.head}>
        <div className={css.titles}>
          <h1>{title}</h1>
          {about != null && <div className={css.about}>{about}</div>}
        </div>
        {actions != null && <div className={css.actions}>{actions}</div>}
      </header>
      {tools != null && <div className={css.tools}>{tools}</div>}
      <div className={css.body}>
        <div className={css.column}>
          <div className={fill ? css.fill : css.content}>{children}</div>
          {foot}
        </div>
        {inspector}
      </div>
    </main>
  );
}
