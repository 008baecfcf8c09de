import { useState } from 'react';
import { usePair } from '../app/pair';
import type { Preview } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { TextBox } from '../parts/TextBox';
import { PRODUCT, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Preview.module.css';
import { isTyped } from './typed';

interface Props {
  preview: Preview;
  isOpen: boolean;
  onClose: () => void;
  onApply: (typed: string | null) => void;
}

/** The last word before anything is written: where, how much, and what cannot be taken back. */
export function ApplyDialog({ preview, isOpen, onClose, onApply }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const [typed, setTyped] = useState('');
  const { plan, to_type: wanted } = preview;
  const ready = wanted === null || isTyped(typed, wanted);
  const creates = plan.groups.some((it) => it.act === 'create');
  const apply = () => {
    if (ready) onApply(wanted === null ? null : typed);
  };
  return (
    <Dialog
      title={say('apply-title', { count: plan.links })}
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button kind="primary" isDisabled={!ready} onPress={apply}>
            {say('plan-apply', { count: plan.links })}
          </Button>
        </>
      }
    >
      <p>{say(pair.production ? 'apply-where-production' : 'apply-where', { pair: pair.name })}</p>
      <ul className={css.sides}>
        {plan.groups.map((it) => (
          <li key={`${it.side}-${it.object}-${it.act}`}>
            <Tile side={it.side} />
            {say(`apply-${it.act}`, {
              count: it.records,
              object: it.object,
              side: PRODUCT[it.side],
            })}
          </li>
        ))}
      </ul>
      <p>{say('apply-undo')}</p>
      {creates && <p>{say('apply-creates')}</p>}
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
