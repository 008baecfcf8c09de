import { useState } from 'react';
import { usePair } from '../app/pair';
import type * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Panel } from '../parts/Panel';
import { PRODUCT, SIDES, type Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { AccountCard } from './AccountCard';
import css from './Accounts.module.css';
import { LinkDialog } from './LinkDialog';
import { NewPairDialog } from './NewPair';
import { othersThan, pairsOf } from './pairing';

/** Whom a sign-in is for: a new account of a side, or one that is linked. */
interface Linking {
  side: Side;
  expected: ipc.AccountLine | null;
}

/** Accounts besides those of the pair, and one more pair of any of them. The demo has but its two. */
export function OtherAccounts() {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  const [linking, setLinking] = useState<Linking | null>(null);
  const [pairing, setPairing] = useState(false);
  const others = othersThan(overview, pair);
  if (overview.demo) return null;
  return (
    <>
      {others.length > 0 && (
        <div className={css.halves}>
          {others.map((line) => (
            <AccountCard
              key={line.connection}
              line={line}
              pairs={pairsOf(overview, line).map((it) => it.name)}
              onRelink={() => setLinking({ side: line.side, expected: line })}
            />
          ))}
        </div>
      )}
      <Panel title={say('own-more')}>
        <div className={css.card}>
          <p>{say(others.length > 0 ? 'own-more-about' : 'own-more-first')}</p>
          <div className={css.buttons}>
            {others.length > 0 && (
              <Button onPress={() => setPairing(true)}>{say('own-new')}</Button>
            )}
            {SIDES.map((side) => (
              <Button key={side} onPress={() => setLinking({ side, expected: null })}>
                {say('own-link-more', { side: PRODUCT[side] })}
              </Button>
            ))}
          </div>
        </div>
      </Panel>
      {pairing && <NewPairDialog onClose={() => setPairing(false)} />}
      {linking !== null && <LinkDialog {...linking} onClose={() => setLinking(null)} />}
    </>
  );
}
