import { usePair } from '../app/pair';
import { Panel } from '../parts/Panel';
import { Share } from '../parts/Share';
import { at, PRODUCT, SIDES, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';

/** The calls of the day on both sides, and where our own share ends. */
export function CallsPanel() {
  const { say, count, percent } = useSpeech();
  const { pair } = usePair();
  return (
    <Panel title={say('overview-calls')}>
      <div className={css.calls}>
        {SIDES.map((side) => {
          const calls = at(pair.calls, side);
          const share = calls?.budget ? calls.used / calls.budget : null;
          return (
            <div key={side}>
              <h3>
                <Tile side={side} />
                {PRODUCT[side]}
              </h3>
              <p>
                <span className={css.big}>{count(calls?.used ?? 0)}</span>{' '}
                {calls?.budget != null && say('calls-of', { budget: calls.budget })}
              </p>
              {share !== null && (
                <div className={css.bar}>
                  <Share of={share} label={say('calls-share', { side: PRODUCT[side] })} />
                  <span>{percent(share)}</span>
                </div>
              )}
              <p className={css.quiet}>
                {calls?.budget == null ? say('calls-no-limit') : say('calls-stop')}
              </p>
            </div>
          );
        })}
      </div>
    </Panel>
  );
}
