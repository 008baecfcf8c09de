import { useState } from 'react';
import type { Chosen, Preview } from '../ipc';
import { EVERYTHING, isEverything } from './choice';
import { Groups, type Wanted } from './Groups';
import type { Grouping } from './grouping';
import { PlanBar } from './PlanBar';
import { PlannedRecords } from './PlannedRecords';
import css from './Preview.module.css';
import { Summary } from './Summary';

interface Props {
  pair: number;
  preview: Preview;
  madeAt: number;
  chosen: Chosen;
  /** How many records that leaves. */
  kept: number;
  onChosen: (chosen: Chosen) => void;
  /** Only this record is to be written. */
  onTry: (link: number) => void;
}

/** A plan that is looked at: in one look, by its parts, and record by record. */
export function PlanView(props: Props) {
  const { pair, preview, madeAt, chosen, kept, onChosen, onTry } = props;
  const { plan } = preview;
  const [wanted, setWanted] = useState<Wanted>({});
  const [by, setBy] = useState<Grouping>('what');
  return (
    <div className={css.plan}>
      <Summary preview={preview} chosen={chosen} onChosen={onChosen} onWant={setWanted} />
      <PlanBar
        pair={pair}
        plan={plan}
        wanted={wanted}
        onWant={setWanted}
        by={by}
        onBy={setBy}
        leftOut={isEverything(chosen) ? 0 : plan.links - kept}
        onAll={() => onChosen(EVERYTHING)}
      />
      <div className={css.panes}>
        <Groups
          plan={plan}
          by={by}
          wanted={wanted}
          onWant={setWanted}
          chosen={chosen}
          onChosen={onChosen}
        />
        <PlannedRecords
          pair={pair}
          madeAt={madeAt}
          wanted={wanted}
          chosen={chosen}
          onChosen={onChosen}
          onTry={onTry}
        />
      </div>
    </div>
  );
}
