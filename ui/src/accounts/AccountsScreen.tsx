import { useState } from 'react';
import { accountOf, usePair } from '../app/pair';
import { Page } from '../parts/Page';
import { SIDES, type Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { AccountCard } from './AccountCard';
import css from './Accounts.module.css';
import { LinkDialog } from './LinkDialog';
import { OtherAccounts } from './OtherAccounts';
import { PairPanel } from './PairPanel';
import { TakeOver } from './TakeOver';

/** The accounts, the pair’s own two first: who and where, whether they answer, and further pairs. */
export function AccountsScreen() {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  const [linking, setLinking] = useState<Side | null>(null);
  return (
    <Page title={say('place-accounts')}>
      <div className={css.halves}>
        {SIDES.map((side) => {
          const line = accountOf(overview, pair, side);
          return line === null ? null : (
            <AccountCard key={side} line={line} onRelink={() => setLinking(side)} />
          );
        })}
      </div>
      <div className={css.below}>
        <TakeOver key={pair.pair} />
        <PairPanel key={`named ${pair.pair}`} />
        <OtherAccounts />
      </div>
      {linking !== null && (
        <LinkDialog
          side={linking}
          expected={accountOf(overview, pair, linking)}
          onClose={() => setLinking(null)}
        />
      )}
    </Page>
  );
}
