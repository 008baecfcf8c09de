import { useQuery } from '@tanstack/react-query';
import { useAddress, useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import { ErrorGroup } from './ErrorGroup';
import { ErrorList } from './ErrorList';
import css from './Errors.module.css';

/** What does not work, by cause: who can mend it, how, and when it is tried again by itself. */
export function ErrorsScreen() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { group } = useAddress();
  const go = useGo();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.errors(pair.pair));
  const retry = useOrder((which: string | null) => ipc.retryErrors(pair.pair, which));
  const again = (which: string | null) =>
    retry.mutate(which, {
      onSuccess: (count) => toast(say('errors-again', { count })),
    });
  const failing = (data ?? []).filter((line) => (line.drift ?? []).length === 0);
  const records = failing.reduce((sum, line) => sum + line.items, 0);
  const chosen = data?.find((line) => line.group === group) ?? data?.[0];
  return (
    <Page
      title={say('place-errors')}
      fill
      about={
        data !== undefined &&
        data.length > 0 &&
        say('errors-about', { groups: data.length, records })
      }
      actions={
        data !== undefined &&
        data.length > 0 && (
          <Button isPending={retry.isPending} onPress={() => again(null)}>
            {say('errors-retry-all')}
          </Button>
        )
      }
    >
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {retry.error !== null && <Fault thrown={retry.error} />}
      {error === null && data === undefined && (
        <div className={css.split}>
          <div className={css.list}>
            <Waiting rows={4} height={68} />
          </div>
          <div className={css.reading} />
        </div>
      )}
      {data?.length === 0 && (
        <Empty tone="ok" title={say('errors-none')}>
          {say('errors-none-about')}
        </Empty>
      )}
      {data !== undefined && chosen !== undefined && (
        <div className={css.split}>
          <ErrorList
            lines={data}
            chosen={chosen.group}
            onChoose={(line) => go('/errors', { group: line })}
          />
          <ErrorGroup
            key={chosen.group}
            line={chosen}
            retrying={retry.isPending}
            onRetry={() => again(chosen.group)}
          />
        </div>
      )}
    </Page>
  );
}
