import css from './TabRow.module.css';

interface Props {
  label: string;
  chosen: string;
  tabs: readonly { id: string; label: string }[];
  onChoose: (id: string) => void;
}

/** A row of parts of a screen. They are addresses, so they are told as a list of links would be. */
export function TabRow({ label, chosen, tabs, onChoose }: Props) {
  return (
    <fieldset className={css.row}>
      <legend className="sr-only">{label}</legend>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          className={css.tab}
          aria-pressed={tab.id === chosen}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </fieldset>
  );
}
