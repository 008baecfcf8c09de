import type * as ipc from '../ipc';
import { Environment } from '../parts/Environment';
import { Mark } from '../parts/Mark';
import { Facts } from '../parts/Panel';
import { PRODUCT, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';
import { stakesOf } from './stakes';

interface Props {
  candidate: ipc.CandidateLine;
  /** The account that was to sign in anew. */
  expected: ipc.AccountLine | null;
}

/** Who signed in and where, to be confirmed before anything is stored. */
export function WhoAndWhere({ candidate, expected }: Props) {
  const { say } = useSpeech();
  const { account, side, development } = candidate;
  const stakes = stakesOf(candidate);
  const real = stakes === 'production';
  const other = expected !== null && expected.account.id !== account.id;
  return (
    <div className={css.form} role="status">
      <p>
        <strong>{say('link-is-it')}</strong>
      </p>
      <div className={css.who}>
        <p className={css.title}>
          <Tile side={side} />
          <strong>{account.name}</strong>
          <Environment kind={stakes}>
            {say(development ? 'account-kind-emulated' : `account-kind-${account.kind}`)}
          </Environment>
        </p>
        <Facts
          facts={[
            [say('account-id'), <code key="id">{account.id}</code>],
            [say('account-user'), account.user_name ?? say('account-unknown')],
            [say('account-edition'), account.edition ?? say('account-unknown')],
            [say('account-address'), <code key="at">{account.base_url}</code>],
            [say('account-rights'), say(`account-rights-${candidate.rights}`)],
          ]}
        />
      </div>
      {other && (
        <p className={css.check}>
          <Mark tone="warn" />
          {say('link-another-account', { name: expected.account.name, side: PRODUCT[side] })}
        </p>
      )}
      {!other && candidate.linked !== null && (
        <p className={css.check}>
          <Mark tone="ok" />
          {say('link-known')}
        </p>
      )}
      <p>{say(real ? 'link-confirm-real' : 'link-confirm-about')}</p>
    </div>
  );
}
