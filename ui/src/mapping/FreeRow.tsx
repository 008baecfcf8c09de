import type { FieldSchema } from '../ipc';
import type { Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { refusal } from './fit';
import css from './Mapping.module.css';
import type { Fields, Row } from './rows';
import { Named } from './TiedRow';
import type { Chosen, useConnecting } from './useConnecting';

interface Props {
  row: Extract<Row, { kind: 'free' }>;
  index: number;
  fields: Fields;
  chosen: Chosen | null;
  connecting: ReturnType<typeof useConnecting>;
  onChoose: (chosen: Chosen | null) => void;
  onConnect: (near: string, far: string) => void;
}

/** Two free fields beside each other; they have nothing to do with one another but the row. */
export function FreeRow({ row, ...rest }: Props) {
  const objects = row.far?.objects.length === rest.fields.objects.length ? [] : row.far?.objects;
  return (
    <>
      <div role="cell" className={css.cell}>
        {row.near !== null && <Free side="hub_spot" schema={row.near} {...rest} />}
      </div>
      <div role="cell" className={css.wireCell} />
      <div role="cell" className={css.cell}>
        {row.far !== null && (
          <Free side="salesforce" schema={row.far.schema} only={objects ?? []} {...rest} />
        )}
      </div>
    </>
  );
}

interface FreeProps extends Omit<Props, 'row'> {
  side: Side;
  schema: FieldSchema;
  only?: string[];
}

/** A field without a partner: pressed, it waits for one; pressed second, it is the one. */
function Free(props: FreeProps) {
  const { side, schema, only = [], index, fields, chosen, connecting, onChoose, onConnect } = props;
  const { say } = useSpeech();
  const isChosen = chosen?.side === side && chosen.name === schema.name;
  const why = chosen === null || chosen.side === side ? null : whyNot(chosen, schema, fields);
  const press = (byKey: boolean) => {
    if (isChosen) return onChoose(null);
    if (chosen === null || chosen.side === side) {
      return onChoose({ side, name: schema.name, byKey });
    }
    if (why !== null) return;
    if (side === 'salesforce') onConnect(chosen.name, schema.name);
    else onConnect(schema.name, chosen.name);
  };
  return (
    <button
      type="button"
      className={css.free}
      data-free={side}
      data-name={schema.name}
      data-row={index}
      data-column={side === 'hub_spot' ? 'near' : 'far'}
      data-fits={why === null ? undefined : 'no'}
      aria-pressed={isChosen}
      aria-disabled={why !== null}
      title={why === null ? undefined : say(`refusal-${why}`)}
      onPointerDown={(event) =>
        connecting.onPointerDown(event, { side, name: schema.name, byKey: false })
      }
      onPointerMove={connecting.onPointerMove}
      onPointerUp={connecting.onPointerUp}
      // A press of a key tells no clicks: then the box for the partner takes the focus.
      onClick={(event) => press(event.detail === 0)}
    >
      <Named schema={schema} name={schema.name} />
      {why !== null && <span className={css.only}>{say(`refusal-${why}`)}</span>}
      {why === null && only.length > 0 && <span className={css.only}>{only.join(', ')}</span>}
    </button>
  );
}

function whyNot(chosen: Chosen, schema: FieldSchema, fields: Fields) {
  if (chosen.side === 'hub_spot') {
    const near = fields.near.get(chosen.name);
    return near === undefined ? null : refusal(near, schema);
  }
  const far = fields.far.get(chosen.name)?.schema;
  return far === undefined ? null : refusal(schema, far);
}
