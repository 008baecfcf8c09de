import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { AccountCard } from '../accounts/AccountCard';
import { LinkDialog } from '../accounts/LinkDialog';
import { LanguageAndLook } from '../app/LanguageAndLook';
import { useNews } from '../data/news';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { PRODUCT, SIDES, type Side, Tile } from '../parts/Tile';
import { BackupsPanel } from '../settings/BackupsPanel';
import { useSpeech } from '../words/WordsProvider';
import css from './FirstRun.module.css';
import { ByFile, ImportFile } from './ImportFile';
import { MakePair } from './MakePair';

interface Props {
  overview: ipc.Overview;
  /** A pair was made: this window goes, and what is left to the person is told by the next one. */
  onMade: (made: ipc.PairAdded) => void;
}

/** The first window: look around with pretend accounts, or link the real ones. */
export function FirstRun({ overview, onMade }: Props) {
  const { say } = useSpeech();
  const [file, setFile] = useState<ipc.PairFile | null>(null);
  const [linking, setLinking] = useState<Side | null>(null);
  const linked = (side: Side) => overview.accounts.find((line) => line.side === side) ?? null;
  const begun = overview.accounts.length > 0;
  return (
    <main className={css.first}>
      <div className={css.inside}>
        <h1 className={css.title}>
          <Tile side="hub_spot" />
          <ArrowLeftRight size={16} aria-hidden />
          <Tile side="salesforce" />
          {say('first-title')}
        </h1>
        <div className={css.halves}>
          {!begun && <TryDemo />}
          {!begun && (
            <Panel title={say('first-link')}>
              <div className={css.card}>
                <p>{say('first-link-needs')}</p>
                <Button onPress={() => setLinking('hub_spot')}>{say('first-link-do')}</Button>
              </div>
            </Panel>
          )}
          {begun &&
            SIDES.map((side) => {
              const line = linked(side);
              return line !== null ? (
                <AccountCard key={side} line={line} onRelink={() => setLinking(side)} />
              ) : (
                <Panel key={side} title={PRODUCT[side]}>
                  <div className={css.card}>
                    <p>{say('first-missing', { side: PRODUCT[side] })}</p>
                    <Button kind="primary" onPress={() => setLinking(side)}>
                      {say('first-link-side', { side: PRODUCT[side] })}
                    </Button>
                  </div>
                </Panel>
              );
            })}
        </div>
        {file !== null && <ByFile file={file} onDrop={() => setFile(null)} />}
        <MakePair
          hubspot={linked('hub_spot')}
          salesforce={linked('salesforce')}
          file={file}
          onMade={onMade}
        />
        <Foot begun={begun} onFile={setFile} />
      </div>
      {linking !== null && <LinkDialog side={linking} onClose={() => setLinking(null)} />}
    </main>
  );
}

function TryDemo() {
  const { say } = useSpeech();
  const { demo } = useNews();
  const start = useOrder(() => ipc.startDemo());
  return (
    <Panel title={say('first-demo')}>
      <div className={css.card}>
        <p>{say('first-demo-about')}</p>
        {start.error !== null && <Fault thrown={start.error} />}
        <div className={css.order}>
          <Button
            kind="primary"
            isPending={start.isPending}
            onPress={() => start.mutate(undefined)}
          >
            {say('first-demo-do')}
          </Button>
          <p role="status">{start.isPending && demo !== null && say(`demo-stage-${demo}`)}</p>
        </div>
      </div>
    </Panel>
  );
}

function Foot({ begun, onFile }: { begun: boolean; onFile: (file: ipc.PairFile) => void }) {
  const { say } = useSpeech();
  const [restoring, setRestoring] = useState(false);
  return (
    <footer className={css.foot}>
      <p>
        {!begun && `${say('first-later')} `}
        {say('first-data')}
      </p>
      <ImportFile onFile={onFile} />
      <Button onPress={() => setRestoring(true)}>{say('first-restore')}</Button>
      <LanguageAndLook />
      <Dialog
        title={say('first-restore-title')}
        isOpen={restoring}
        wide
        onClose={() => setRestoring(false)}
        foot={<Button onPress={() => setRestoring(false)}>{say('window-close')}</Button>}
      >
        <BackupsPanel />
      </Dialog>
    </footer>
  );
}
