import type { ErrorLine } from '../ipc';
import { Mark } from '../parts/Mark';
import { Tile } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { causeWords, menderOf, named } from './cause';
import css from './Errors.module.css';

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
  return (
    <ul className={css.list} aria-label={say('errors-causes')}>
      {lines.map((line) => (
        <li key={line.group}>
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
      ))}
    </ul>
  );
}
