import { usePair } from '../app/pair';
import type { ReasonCode, StateLine } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Chip } from '../parts/Mark';
import table from '../parts/Table.module.css';
import { reasonWords } from '../records/reason';
import { stateTone } from '../records/Verdict';
import { objectWords } from '../words/objects';
import { type Speech, useSpeech } from '../words/WordsProvider';

/** Where the records of an object stand, each reason in its sentence with how many it is. */
export function WhyDialog({ mapping, onClose }: { mapping: string; onClose: () => void }) {
  const speech = useSpeech();
  const { say, count } = speech;
  const { pair } = usePair();
  const lines = pair.states.filter((it) => it.mapping === mapping);
  return (
    <Dialog
      title={objectWords(mapping, say)}
      isOpen
      wide
      onClose={onClose}
      foot={<Button onPress={onClose}>{say('window-close')}</Button>}
    >
      <table className={table.table}>
        <caption className="sr-only">{say('overview-objects')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('why-state')}</th>
            <th scope="col">{say('why-reason')}</th>
            <th scope="col" className={table.number}>
              {say('why-records')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((it) => (
            <tr key={`${it.state} ${it.reason}`}>
              <td>
                <Chip tone={stateTone(it.state)}>{say(`state-${it.state}`)}</Chip>
              </td>
              <td>{whyWords(it, speech)}</td>
              <td className={table.number}>{count(it.links)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{say('why-one')}</p>
    </Dialog>
  );
}

/** The sentence of a reason, of many records at once: it names none of them. */
function whyWords(line: StateLine, speech: Speech): string {
  const many = `why-${line.reason}`;
  if (speech.has(many)) return speech.say(many);
  return reasonWords({ code: line.reason as ReasonCode, detail: {} }, speech);
}
