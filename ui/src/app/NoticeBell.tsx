import { useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useState } from 'react';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Mark, type Tone } from '../parts/Mark';
import { Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import css from './Frame.module.css';
import { useGo } from './go';
import { usePair } from './pair';

/** What was told while somebody looked elsewhere, with how much of it nobody read. */
export function NoticeBell() {
  const { say, count, language } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(ask.noticeList(language));
  const unread = data?.unread ?? 0;
  return (
    <>
      <Button
        kind="quiet"
        className={css.bell ?? ''}
        aria-label={unread === 0 ? say('notices-open') : say('notices-open-unread', { unread })}
        onPress={() => setOpen(true)}
      >
        <Bell size={16} aria-hidden />
        {unread > 0 && <span className={css.unread}>{count(unread)}</span>}
      </Button>
      {isOpen && <NoticeList onClose={() => setOpen(false)} />}
    </>
  );
}

function NoticeList({ onClose }: { onClose: () => void }) {
  const { say, language } = useSpeech();
  const { data, error, refetch } = useQuery(ask.noticeList(language));
  const read = useOrder((ids: number[]) => ipc.readNotices(ids));
  const unread = (data?.lines ?? []).filter((line) => !line.read).map((line) => line.id);
  return (
    <Dialog
      title={say('notices-list')}
      isOpen
      place="right"
      onClose={onClose}
      foot={
        <>
          {unread.length > 0 && (
            <Button isPending={read.isPending} onPress={() => read.mutate(unread)}>
              {say('notices-read-all')}
            </Button>
          )}
          <Button onPress={onClose}>{say('window-close')}</Button>
        </>
      }
    >
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {read.error !== null && <Fault thrown={read.error} />}
      {error === null && data === undefined && <Waiting rows={4} />}
      {data?.lines.length === 0 && <p>{say('notices-none')}</p>}
      {data !== undefined && data.lines.length > 0 && (
        <ul className={css.notices}>
          {data.lines.map((line) => (
            <li key={line.id}>
              <NoticeRow
                line={line}
                onOpen={() => {
                  if (!line.read) read.mutate([line.id]);
                  onClose();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

const TONE: Record<ipc.Level, Tone> = {
  needs_you: 'err',
  errors: 'warn',
  recovered: 'ok',
  summary: 'off',
};

/** One notice; it opens what it is about, as a click on the desktop's would. */
function NoticeRow({ line, onOpen }: { line: ipc.NoticeLine; onOpen: () => void }) {
  const { say, moment } = useSpeech();
  const { choose } = usePair();
  const go = useGo();
  const open = () => {
    onOpen();
    choose(line.pair);
    go(PLACE[line.place], line.group === null ? {} : { group: line.group });
  };
  return (
    <button type="button" className={css.notice} data-read={line.read} onClick={open}>
      <Mark tone={TONE[line.level]} />
      <span>
        <span className={css.noticeTitle}>{line.title}</span>
        <span className={css.noticeBody}>{line.body}</span>
        <span className={css.noticeAt}>
          {say(`level-${line.level}`)} · <time dateTime={line.at}>{moment(line.at)}</time>
          {!line.read && ` · ${say('notices-unread')}`}
        </span>
      </span>
    </button>
  );
}

/** The screens that notices lead to. */
export const PLACE = { overview: '/', preview: '/preview', errors: '/errors' } as const;
