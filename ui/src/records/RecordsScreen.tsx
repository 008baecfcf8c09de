import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useAddress, useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import { SearchBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import { LinkByHand } from './LinkByHand';
import css from './Records.module.css';
import { Verdict } from './Verdict';

/** Why a record is where it is, what both sides hold, and what was done to it. */
export function RecordsScreen() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { what = '' } = useAddress();
  const go = useGo();
  const [typed, setTyped] = useState({ of: what, text: what });
  // A link from another screen brings its own record: the box follows.
  const text = typed.of === what ? typed.text : what;
  const [tying, setTying] = useState(false);
  const { data, error, isFetching, refetch } = useQuery(ask.why(pair.pair, what));
  const search = (wanted: string) => go('/records', { what: wanted.trim() });
  return (
    <Page
      title={say('place-records')}
      actions={<Button onPress={() => setTying(true)}>{say('record-tie')}</Button>}
      tools={
        <>
          <SearchBox
            label={say('records-search')}
            width={420}
            value={text}
            onChange={(next) => setTyped({ of: what, text: next })}
            onSubmit={search}
          />
          <Button onPress={() => search(text)}>{say('records-find')}</Button>
        </>
      }
    >
      <div className={css.stack}>
        {what === '' && (
          <Empty icon={Search} title={say('records-hint')}>
            {say('records-hint-about')}
          </Empty>
        )}
        {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
        {what !== '' && error === null && data === undefined && isFetching && (
          <Waiting rows={8} height={40} />
        )}
        {data?.length === 0 && (
          <Empty icon={Search} title={say('records-none', { what })}>
            {say('records-none-about')}
          </Empty>
        )}
        {data?.map((why) => (
          <Verdict key={why.link} why={why} />
        ))}
      </div>
      <LinkByHand isOpen={tying} onClose={() => setTying(false)} />
    </Page>
  );
}
