import type { KeyboardEvent } from 'react';
import css from './TabRow.module.css';

interface Props {
  label: string;
  chosen: string;
  tabs: readonly { id: string; label: string }[];
  onChoose: (id: string) => void;
}

/**
 * A row of parts of a screen. They are addresses, so they are told as a list of links would be. The
 * row is one stop of Tab, at the part that is shown; arrows go along it, and Enter chooses.
 */
export function TabRow({ label, chosen, tabs, onChoose }: Props) {
  const stop = tabs.some((tab) => tab.id === chosen) ? chosen : tabs[0]?.id;
  return (
    <div role="toolbar" aria-label={label} className={css.row} onKeyDown={goAlong}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          className={css.tab}
          aria-pressed={tab.id === chosen}
          tabIndex={tab.id === stop ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/** Moves the focus to the neighbour, from either end to the other. */
function goAlong(event: KeyboardEvent<HTMLElement>) {
  const parts = [...event.currentTarget.querySelectorAll('button')];
  const now = parts.indexOf(event.target as HTMLButtonElement);
  const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || now === -1) return;
  event.preventDefault();
  parts.at(to % parts.length)?.focus();
}
