import type { ErrorLine } from '../ipc';
import { itemAt, LongList } from '../parts/Long';
import { Mark } from '../parts/Mark';
import { Tile } from '../parts/Tile';
import { useLong } from '../parts/useLong';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { causeWords, menderOf, named } from './cause';
import css from './Errors.module.css';

/** A cause of two lines, with who mends it below. */
const ROW = 76;

interface Props {
  lines: ErrorLine[];
  chosen: string;
  onChoose: (group: string) => void;
}

/** The causes, most records first. */
export function ErrorList({ lines, chosen, onChoose }: Props) {
  const speech = useSpeech();
  const { say, count, moment } = speech;
  const names = useFieldNames();
  const long = useLong({
    count: lines.length,
    height: ROW,
    keyOf: (index) => lines[index]?.group ?? index,
    kept: lines.findIndex((line) => line.group === chosen),
  });
  return (
    <div className={css.list}>
      <LongList long={long} label={say('errors-causes')}>
        {(index) => {
          const line = lines[index];
          return line === undefined ? null : (
            <li {...itemAt({ index, measure: long.measure, of: long.count })}>
              <button
                type="button"
                aria-current={line.group === chosen ? 'true' : undefined}
                onClick={() => onChoose(line.group)}
              >
                <Mark tone={menderOf(line) === 'nobody' ? 'warn' : 'err'} />
                <span className={css.cause}>{causeWords(named(line, names), speech)}</span>
                <strong className={css.number}>
                  {(line.drift ?? []).length > 0 ? '' : count(line.items)}
                </strong>
                <span className={css.second}>
                  <Tile side={line.side} alone />
                  {say('errors-since', { at: moment(line.first_at) })}
                  <span>{say(`mender-${menderOf(line)}`)}</span>
                </span>
              </button>
            </li>
          );
        }}
      </LongList>
    </div>
  );
}
