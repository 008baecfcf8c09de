import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { usePair } from '../app/pair';
import { ask, useOrder, useTitlesAround } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { FieldName } from '../parts/FieldName';
import { LongList } from '../parts/Long';
import { Page } from '../parts/Page';
import { Panel } from '../parts/Panel';
import { Empty, Waiting } from '../parts/State';
import { at, PRODUCT, SIDES, type Side, Tile } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { useLong } from '../parts/useLong';
import { useSpeech } from '../words/WordsProvider';
import { type Alike, alike, objectsOf, open } from './alike';
import { ConflictCard } from './ConflictCard';
import css from './Conflicts.module.css';
import { Ties } from './Ties';

/** As high as a card is where its values are short. */
const CARD = 90;

export interface Decision {
  conflicts: number[];
  keep: Side;
}

/**
 * Fields that changed on both sides, where the rule leaves the choice to a person, and records that
 * could be tied to one that has another partner.
 */
export function ConflictsScreen() {
  const { say, count } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.conflicts(pair.pair));
  const tied = useQuery(ask.ties(pair.pair));
  const ties = tied.data ?? [];
  const { data: file } = useQuery(ask.mapping(pair.pair));
  const fields = file?.mappings.flatMap((it) => it.fields) ?? [];
  const decide = useOrder((it: Decision) => ipc.decideConflicts(it.conflicts, it.keep));
  const groups = alike(data ?? []);
  const waiting = groups.reduce((sum, group) => sum + open(group).length, ties.length);
  const onDecide = (it: Decision) =>
    decide.mutate(it, {
      onSuccess: () =>
        toast(say('conflicts-decided', { count: it.conflicts.length, side: PRODUCT[it.keep] })),
    });
  return (
    <Page
      title={say('place-conflicts')}
      about={
        data !== undefined &&
        data.length + ties.length > 0 &&
        say('conflicts-about', { count: waiting })
      }
    >
      <div className={css.stack}>
        {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
        {error === null && tied.error !== null && (
          <Fault thrown={tied.error} onRetry={() => void tied.refetch()} />
        )}
        {decide.error !== null && <Fault thrown={decide.error} />}
        {error === null && data === undefined && <Waiting rows={4} height={96} />}
        {data?.length === 0 && tied.data?.length === 0 && (
          <Empty tone="ok" title={say('conflicts-none')}>
            {fields.length === 0
              ? say('conflicts-none-about')
              : say('conflicts-none-rules', {
                  ruled: count(fields.filter((it) => it.rule !== 'ask').length),
                  all: count(fields.length),
                })}
          </Empty>
        )}
        {groups.map((group) => (
          <Kind key={group.key} group={group} deciding={decide.isPending} onDecide={onDecide} />
        ))}
        {ties.length > 0 && <Ties rows={ties} />}
      </div>
    </Page>
  );
}

interface KindProps {
  group: Alike;
  deciding: boolean;
  onDecide: (decision: Decision) => void;
}

/** Conflicts of one field, with a word for all of them. */
function Kind({ group, deciding, onDecide }: KindProps) {
  const { say } = useSpeech();
  const long = useLong({
    count: group.rows.length,
    height: CARD,
    keyOf: (index) => group.rows[index]?.id ?? index,
  });
  const titles = useTitlesAround(
    group.rows.map((row) => row.link),
    long.slots.map((slot) => slot.index),
  );
  const waiting = open(group).map((row) => row.id);
  return (
    <Panel
      title={SIDES.map((side, index) => (
        <Fragment key={side}>
          {index > 0 && ' – '}
          <FieldName side={side} objects={objectsOf(group, side)} field={at(group.fields, side)} />
        </Fragment>
      ))}
      aside={
        waiting.length > 1 && (
          <span className={css.all}>
            {SIDES.map((keep) => (
              <Button
                key={keep}
                isDisabled={deciding}
                onPress={() => onDecide({ conflicts: waiting, keep })}
              >
                <Tile side={keep} />
                {say('conflicts-all', { count: waiting.length, side: PRODUCT[keep] })}
              </Button>
            ))}
          </span>
        )
      }
      rows
    >
      <LongList long={long}>
        {(index) => {
          const row = group.rows[index];
          return row === undefined ? null : (
            <ConflictCard
              row={row}
              title={titles.get(row.link) ?? null}
              deciding={deciding}
              index={index}
              measure={long.measure}
              of={long.count}
              onDecide={onDecide}
            />
          );
        }}
      </LongList>
    </Panel>
  );
}
