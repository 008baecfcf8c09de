import { useQuery } from '@tanstack/react-query';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { ErrorLine, ErrorRow, PairFile } from '../ipc';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { menderOf } from './cause';
import css from './Errors.module.css';
import { FixInPlace } from './FixInPlace';
import { type Gap, gapsOf } from './gaps';
import { addressOf, type Place, placesOf } from './places';

/** What of a group can be mended here, and where in the mapping the rest is. */
export interface Mend {
  file: PairFile | null;
  gaps: Gap[];
  places: Place[];
}

/** Both sides' fields are those that name fields anyway: nothing more is read for this. */
export function useMend(rows: readonly ErrorRow[] | undefined): Mend {
  const { pair } = usePair();
  const { data: file } = useQuery(ask.mapping(pair.pair));
  const near = file?.mappings.map((it) => it.hubspot) ?? [];
  const { data: schemas } = useQuery({ ...ask.schemas(pair.pair, near), enabled: false });
  if (rows === undefined || file === undefined) return { file: null, gaps: [], places: [] };
  const gaps = schemas === undefined ? [] : gapsOf(rows, file, schemas);
  return { file, gaps, places: placesOf(rows, file) };
}

/** Refusals of a value that is no option, by what the vendors call them. */
const NO_OPTION = ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'INVALID_OPTION'];

interface Props {
  line: ErrorLine;
  mend: Mend;
  onRetry: () => void;
}

/** The fix itself where it can be made here; else the way to the field in the mapping. */
export function Mending({ line, mend, onRetry }: Props) {
  const { say } = useSpeech();
  const names = useFieldNames();
  const inMapping = menderOf(line) === 'mapping' || NO_OPTION.includes(line.code);
  const isHere = (it: Place) =>
    mend.gaps.some((gap) => gap.object === it.mapping.id && gap.field === it.field.id);
  const rest = inMapping ? mend.places.filter((it) => !isHere(it)) : [];
  return (
    <>
      {mend.file !== null && (
        <FixInPlace file={mend.file} gaps={mend.gaps} records={line.items} onRetry={onRetry} />
      )}
      {rest.length > 0 && (
        <ul className={css.places}>
          {rest.map((it) => (
            <li key={`${it.mapping.id} ${it.field.id}`}>
              <PlaceLink path="/mappings" search={addressOf(it)}>
                {say('errors-to-mapping', { field: names.mapped(it.mapping.id, it.field.id) })}
              </PlaceLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
