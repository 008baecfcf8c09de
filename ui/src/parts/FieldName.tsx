import type { Side } from '../ipc';
import { useFieldNames } from '../words/fields';
import css from './FieldName.module.css';

interface Props {
  side: Side;
  /** Whose field it is, as far as that is known. */
  objects: readonly string[];
  /** Its API name. */
  field: string;
}

/** A field by its label, with its API name beside it on the same line; that alone until it has one. */
export function FieldName({ side, objects, field }: Props) {
  const label = useFieldNames().label(side, objects, field);
  if (label === null) return <code className={css.alone}>{field}</code>;
  if (label === field) return field;
  return (
    <>
      {label} <code className={css.api}>{field}</code>
    </>
  );
}
