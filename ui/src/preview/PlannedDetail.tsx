import { useGo } from '../app/go';
import type { PlannedLine } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Diff } from '../parts/Diff';
import { FieldName } from '../parts/FieldName';
import { Facts } from '../parts/Panel';
import { PRODUCT } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { countedWords } from '../words/objects';
import { contentWords, readingWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import css from './Preview.module.css';

interface Props {
  row: PlannedLine;
  name: string;
  onTry: () => void;
  onClose: () => void;
}

/** Everything that one record gets, with the rule that decided each value. */
export function PlannedDetail({ row, name, onTry, onClose }: Props) {
  const speech = useSpeech();
  const { say } = speech;
  const go = useGo();
  const names = useFieldNames();
  const from = row.side === 'hub_spot' ? 'salesforce' : 'hub_spot';
  return (
    <Dialog
      title={name}
      isOpen
      onClose={onClose}
      place="right"
      foot={
        <>
          {row.record !== null && (
            <Button onPress={() => go('/records', { what: row.record?.id ?? '' })}>
              {say('record-open')}
            </Button>
          )}
          <Button kind="primary" onPress={onTry}>
            {say('plan-try')}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          [say('column-to'), `${PRODUCT[row.side]} ${row.object}`],
          [
            say('column-what'),
            say(`group-${row.act}`, {
              object: countedWords(row.object, 1, speech),
              side: PRODUCT[row.side],
            }),
          ],
        ]}
      />
      {row.changes.map((it) => (
        <div key={it.field}>
          <h3>
            <FieldName side={row.side} objects={[row.object]} field={it.field} />
          </h3>
          <Diff before={readingWords(it.before, speech)} after={contentWords(it.after, speech)} />
          <p className={css.why}>
            {say('change-why', {
              rule: say(`rule-${it.rule}`),
              ruling: say(`ruling-${it.ruling}`),
              field: names.full(from, names.objects(row.mapping, from), it.source_field),
            })}
          </p>
        </div>
      ))}
    </Dialog>
  );
}
