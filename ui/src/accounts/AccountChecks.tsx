import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { Fault } from '../parts/Fault';
import { Mark, type Tone } from '../parts/Mark';
import { Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';

const TONES: Record<ipc.CheckCode, Tone> = {
  answers: 'ok',
  another_account: 'err',
  object_open: 'ok',
  object_read_only: 'warn',
  cannot_create: 'warn',
  cannot_edit: 'warn',
  cannot_delete: 'warn',
  id_field_missing: 'warn',
  object_hidden: 'err',
  fields_read_only: 'warn',
  fields_hidden: 'err',
  owners_hidden: 'err',
  missing_scopes: 'err',
  native_package: 'warn',
  native_package_old: 'warn',
  packages_hidden: 'warn',
  shared_user: 'warn',
};

interface Props {
  line: ipc.AccountLine;
  /** Asked as soon as it is shown; otherwise when somebody presses. */
  atOnce?: boolean;
  /** Other orders, beside the one that checks. */
  children?: ReactNode;
}

/** What the sign-in may do in its account, and the remedy where it may not. */
export function AccountChecks({ line, atOnce = false, children }: Props) {
  const { say } = useSpeech();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['schemas', 'health', line.connection],
    queryFn: () => ipc.accountHealth(line.connection),
    enabled: atOnce,
  });
  return (
    <div className={css.form}>
      <div role="status">
        {isFetching && data === undefined && <Waiting rows={3} />}
        {data !== undefined && (
          <ul className={css.checks}>
            {data.checks.map((check) => (
              <Check key={`${check.code} ${check.about}`} side={line.side} check={check} />
            ))}
          </ul>
        )}
        {data !== undefined && data.scopes.length > 0 && (
          <p className={css.remedy}>{say('check-scopes', { fields: data.scopes.join(', ') })}</p>
        )}
      </div>
      {error !== null && <Fault thrown={error} />}
      <div className={css.buttons}>
        <Button isPending={isFetching} onPress={() => void refetch()}>
          {say('account-check')}
        </Button>
        {line.side === 'salesforce' && data !== undefined && (
          <PermissionSet connection={line.connection} />
        )}
        {children}
      </div>
    </div>
  );
}

/** What an administrator deploys so that nothing of the above is missing. */
function PermissionSet({ connection }: { connection: number }) {
  const { say } = useSpeech();
  const { data } = useQuery({
    queryKey: ['schemas', 'permissions', connection],
    queryFn: () => ipc.permissionSet(connection),
  });
  if (data === undefined) return null;
  return <CopyButton text={data}>{say('account-permission-set')}</CopyButton>;
}

function Check({ side, check }: { side: ipc.Side; check: ipc.HealthCheck }) {
  const { say, has } = useSpeech();
  const facts = { about: check.about, fields: check.fields.join(', ') };
  const remedy = `check-do-${check.code}-${side}`;
  return (
    <li>
      <Mark tone={TONES[check.code]} />
      <span>
        {say(`check-${check.code}`, facts)}
        {has(remedy) && <span className={css.remedy}>{say(remedy, facts)}</span>}
      </span>
    </li>
  );
}
