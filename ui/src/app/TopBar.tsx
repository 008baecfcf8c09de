import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Environment } from '../parts/Environment';
import { Chip } from '../parts/Mark';
import { Share } from '../parts/Share';
import { PRODUCT, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Frame.module.css';
import { useGo, useWhere } from './go';
import { healthOf } from './health';
import { NoticeBell } from './NoticeBell';
import { Palette } from './Palette';
import { accountOf, usePair } from './pair';
import type { Path } from './places';
import { PALETTE_KEYS } from './shortcuts';

/** Screens that have a primary button of their own: the bar's is a plain one there. */
const OWN_PRIMARY: readonly Path[] = [
  '/preview',
  '/mappings',
  '/errors',
  '/conflicts',
  '/accounts',
];

/** Which accounts, which environment, how they are, and the orders that are always at hand. */
export function TopBar() {
  const speech = useSpeech();
  const { say } = speech;
  const { overview, pair } = usePair();
  const [searching, setSearching] = useState(false);
  const go = useGo();
  const where = useWhere();
  const health = healthOf(pair, speech);
  const stakes = overview.demo ? 'demo' : pair.production ? 'production' : 'sandbox';
  return (
    <header className={css.bar}>
      <PairName />
      <Environment kind={stakes}>{say(`environment-${stakes}`)}</Environment>
      <span className={css.health} role="status">
        <Chip tone={health.tone}>{health.both}</Chip>
      </span>
      <span className={css.space} />
      <Calls />
      <span className={css.wide}>
        <Button onPress={() => setSearching(true)}>
          {say('palette-open')} <kbd className={css.key}>{PALETTE_KEYS}</kbd>
        </Button>
      </span>
      <NoticeBell />
      <PauseButton />
      <Button
        kind={OWN_PRIMARY.includes(where) ? 'plain' : 'primary'}
        onPress={() => go('/preview', { make: '1' })}
      >
        {say('place-preview')}
      </Button>
      <Palette isOpen={searching} onOpenChange={setSearching} />
    </header>
  );
}

function PairName() {
  const { say } = useSpeech();
  const { overview, pair, choose } = usePair();
  const name = (side: ipc.Side) => accountOf(overview, pair, side)?.account.name ?? PRODUCT[side];
  const both = (
    <span className={css.pair}>
      <Tile side="hub_spot" alone />
      <span>{name('hub_spot')}</span>
      <ArrowLeftRight size={14} aria-hidden />
      <Tile side="salesforce" alone />
      <span>{name('salesforce')}</span>
    </span>
  );
  if (overview.pairs.length < 2) return both;
  return (
    <>
      {both}
      <Choice
        bare
        label={say('frame-pair')}
        value={String(pair.pair)}
        options={overview.pairs.map((it) => ({ value: String(it.pair), label: it.name }))}
        onChange={(chosen) => choose(Number(chosen))}
      />
    </>
  );
}

/** How much of the day's calls to Salesforce we have used, of our own share. */
function Calls() {
  const { say, percent } = useSpeech();
  const { pair } = usePair();
  const calls = pair.calls.salesforce;
  if (calls?.budget == null || calls.budget === 0) return null;
  const share = calls.used / calls.budget;
  return (
    <span className={`${css.gauge} ${css.wide}`}>
      {say('calls-today')}
      <Share of={share} label={say('calls-today')} />
      {percent(share)}
    </span>
  );
}

function PauseButton() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const keep = useOrder((keeping: ipc.Keeping) => ipc.keep(pair.pair, keeping));
  const paused = pair.now.now === 'paused';
  if (pair.now.now === 'stopped' || pair.now.now === 'by_hand') return null;
  return (
    <Button isPending={keep.isPending} onPress={() => keep.mutate(paused ? 'in_step' : 'paused')}>
      {say(paused ? 'keep-resume' : 'keep-pause')}
    </Button>
  );
}
