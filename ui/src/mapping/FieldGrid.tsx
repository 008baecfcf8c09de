import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useRef } from 'react';
import type { FieldMapping, Flaw, ObjectMapping } from '../ipc';
import { Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { FreeRow } from './FreeRow';
import css from './Mapping.module.css';
import type { Fields, Row } from './rows';
import { TiedRow } from './TiedRow';
import { type Chosen, type Handles, useConnecting } from './useConnecting';
import type { Editing } from './useDraft';
import type { Shown } from './useSamples';

/** Every row is as high as two lines: the label and the API name. */
const ROW = 40;

interface Props {
  rows: Row[];
  fields: Fields;
  mapping: ObjectMapping;
  flaws: Flaw[];
  selected: string | null;
  chosen: Chosen | null;
  editing: Editing;
  samples: Map<string, Shown>;
  onSelect: (field: string) => void;
  onChoose: (chosen: Chosen | null) => void;
  onConnect: (near: string, far: string) => void;
  onAccept: (field: FieldMapping) => void;
}

/** Both sides in step: HubSpot left, Salesforce right, a wire with the rule between them. */
export function FieldGrid(props: Props) {
  const { rows, fields, selected, chosen, onChoose, onConnect } = props;
  const { say } = useSpeech();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const connecting = useConnecting({ onChoose, onConnect });
  const moveFocus = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && chosen !== null) return onChoose(null);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const cell = event.target instanceof HTMLElement ? event.target.closest('[data-column]') : null;
    if (step === 0 || !(cell instanceof HTMLElement)) return;
    event.preventDefault();
    const next = Number(cell.dataset.row) + step;
    const column = cell.dataset.column ?? '';
    if (next < 0 || next >= rows.length) return;
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => focusCell(scroller.current, next, column, step));
  };
  return (
    <div className={css.gridWrap}>
      <div className={css.columns} aria-hidden>
        <span>
          <Tile side="hub_spot" /> {say('mapping-near')}
          <span className={css.sampleHead}>{say('mapping-sample')}</span>
        </span>
        <span>{say('column-rule')}</span>
        <span>
          <Tile side="salesforce" /> {say('mapping-far')}
          <span className={css.sampleHead}>{say('mapping-sample')}</span>
        </span>
      </div>
      <div
        ref={scroller}
        className={css.grid}
        role="table"
        aria-label={say('mapping-grid')}
        aria-rowcount={rows.length}
        onKeyDown={moveFocus}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={row.key}
                role="row"
                aria-rowindex={item.index + 1}
                className={`${css.row} ${isSelected(row, selected) ? css.selected : ''}`}
                style={{ transform: `translateY(${item.start}px)`, height: ROW }}
              >
                <OneRow {...props} row={row} index={item.index} handles={connecting.handles} />
              </div>
            );
          })}
        </div>
      </div>
      {connecting.line !== null && (
        <svg className={css.follow} aria-hidden="true">
          <line
            x1={connecting.line.from.x}
            y1={connecting.line.from.y}
            x2={connecting.line.to.x}
            y2={connecting.line.to.y}
          />
        </svg>
      )}
      <p className="sr-only" role="status">
        {chosen !== null &&
          say('connect-status', {
            field: fields.near.get(chosen.name)?.label ?? chosen.name,
          })}
      </p>
    </div>
  );
}

function isSelected(row: Row, selected: string | null): boolean {
  return row.kind === 'mapped' && row.field.id === selected;
}

/** The cell of the same column, or the next row's that has one. */
function focusCell(grid: HTMLElement | null, row: number, column: string, step: number) {
  for (let index = row; Math.abs(index - row) < 4; index += step) {
    const cell = grid?.querySelector<HTMLElement>(`[data-row="${index}"][data-column="${column}"]`);
    if (cell) return cell.focus();
  }
}

type OneRowProps = Props & {
  row: Row;
  index: number;
  handles: Handles;
};

/** A row is drawn anew when it changes, not when the grid is scrolled. */
const OneRow = memo(function OneRow(props: OneRowProps) {
  const { row, index, mapping, fields, flaws, chosen, editing } = props;
  const { say } = useSpeech();
  switch (row.kind) {
    case 'heading':
      return (
        <div className={css.heading} role="cell">
          <strong>{say('mapping-free')}</strong>
          <span>{say('mapping-free-count', { near: row.near, far: row.far })}</span>
        </div>
      );
    case 'mapped':
    case 'guess':
      return (
        <TiedRow
          row={row}
          index={index}
          mapping={mapping}
          flaws={flaws}
          editing={editing}
          sample={props.samples.get(row.field.id) ?? null}
          onSelect={props.onSelect}
          onAccept={props.onAccept}
        />
      );
    case 'free':
      return (
        <FreeRow
          row={row}
          index={index}
          fields={fields}
          chosen={chosen}
          handles={props.handles}
          onChoose={props.onChoose}
          onConnect={props.onConnect}
        />
      );
  }
});
