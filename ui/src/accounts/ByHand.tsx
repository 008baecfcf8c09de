import type * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { PRODUCT } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';

/** Fields that nobody could make for the person: the pair is there, and waits for them. */
export function ByHand({ made, onClose }: { made: ipc.PairAdded; onClose: () => void }) {
  const { say } = useSpeech();
  return (
    <Dialog
      title={say('own-by-hand')}
      isOpen
      wide
      onClose={onClose}
      foot={
        <Button kind="primary" onPress={onClose}>
          {say('window-done')}
        </Button>
      }
    >
      <ul className={css.list}>
        {made.by_hand.map(([side, object, field, why]) => (
          <li key={`${side} ${object} ${field}`}>
            {say('objects-by-hand', { side: PRODUCT[side], object, field, why })}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
