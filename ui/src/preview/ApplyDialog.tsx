import { useState } from 'react';
import { usePair } from '../app/pair';
import type { Chosen, Preview } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { TextBox } from '../parts/TextBox';
import { PRODUCT, Tile } from '../parts/Tile';
import { countedWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import { isEverything, isPartOut, type Part } from './choice';
import css from './Preview.module.css';
import { setsOff } from './setsOff';
import { isTyped } from './typed';

interface Props {
  preview: Preview;
  chosen: Chosen;
  /** How many records that leaves. */
  kept: number;
  isOpen: boolean;
  onClose: () => void;
  onApply: (typed: string | null) => void;
}

const partOf = (it: Preview['plan']['groups'][number]): Part => ({
  mapping: it.mapping,
  side: it.side,
  act: it.act,
});

/** The last word before anything is written: where, how much, and what cannot be taken back. */
export function ApplyDialog({ preview, chosen, kept, isOpen, onClose, onApply }: Props) {
  const speech = useSpeech();
  const { say } = speech;
  const { pair } = usePair();
  const [typed, setTyped] = useState('');
  const { plan } = preview;
  const wanted = preview.to_type === null ? null : kept;
  const groups = plan.groups.filter((it) => !isPartOut(chosen, partOf(it)));
  const all = isEverything(chosen);
  const ready = wanted === null || isTyped(typed, wanted);
  const setOff = setsOff(groups);
  const apply = () => {
    if (ready) onApply(wanted === null ? null : typed);
  };
  return (
    <Dialog
      title={say('apply-title', { count: kept })}
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button kind="primary" isDisabled={!ready} onPress={apply}>
            {say('plan-apply', { count: kept })}
          </Button>
        </>
      }
    >
      <p>{say(pair.production ? 'apply-where-production' : 'apply-where', { pair: pair.name })}</p>
      {!all && (
        <p>
          <strong>{say('apply-kept', { count: plan.links - kept })}</strong>
        </p>
      )}
      <ul className={css.sides}>
        {groups.map((it) => (
          <li key={`${it.side}-${it.object}-${it.act}`}>
            <Tile side={it.side} />
            {say(all ? `apply-${it.act}` : `group-${it.act}`, {
              count: it.records,
              object: countedWords(it.object, it.records, speech),
              side: PRODUCT[it.side],
            })}
          </li>
        ))}
      </ul>
      <p>{say('apply-undo')}</p>
      {setOff.length > 0 && (
        <ul>
          {setOff.map(({ what, count }) => (
            <li key={what}>{say(`sets-off-${what}`, { count })}</li>
          ))}
        </ul>
      )}
      <p>{say('apply-moved')}</p>
      {wanted !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          <TextBox
            label={say('apply-type', { count: wanted })}
            about={say('apply-type-about')}
            value={typed}
            onChange={setTyped}
            inputMode="numeric"
            autoFocus
          />
        </form>
      )}
    </Dialog>
  );
}
