import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { useTitles } from '../data/queries';
import * as ipc from '../ipc';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import { withObject } from './draft';
import { FilterBuilder } from './FilterBuilder';
import css from './Mapping.module.css';
import { useSettled } from './useSettled';

interface Props {
  file: ipc.PairFile;
  mapping: ipc.ObjectMapping;
  schemas: ipc.Both<ipc.ObjectSchema[]> | null;
  onChange: (how: (file: ipc.PairFile) => ipc.PairFile) => void;
}

/** Which records take part: all, those of a filter, or the members of a list; and how many that is. */
export function ScopeTab({ file, mapping, schemas, onChange }: Props) {
  const { say } = useSpeech();
  const scope = mapping.in_scope ?? null;
  const kind = scope === null ? 'all' : typeof scope === 'string' ? 'filter' : 'list';
  const set = (in_scope: ipc.ObjectMapping['in_scope']) =>
    onChange((it) => withObject(it, mapping.id, (one) => ({ ...one, in_scope: in_scope ?? null })));
  const properties = useMemo(() => {
    const here = schemas?.hubspot.find((it) => it.object === mapping.hubspot);
    return Object.values(here?.fields ?? {}).filter((it) => it !== undefined);
  }, [schemas, mapping.hubspot]);
  return (
    <div className={css.rules}>
      <Panel title={say('rules-scope')}>
        <div className={css.choices}>
          <Choice
            label={say('scope-which')}
            value={kind}
            options={(['all', 'filter', 'list'] as const).map((value) => ({
              value,
              label: say(`scope-${value}`),
            }))}
            onChange={(value) =>
              set(value === 'all' ? null : value === 'filter' ? '' : { list: '' })
            }
          />
          {scope !== null && typeof scope !== 'string' && (
            <TextBox
              label={say('scope-list-name')}
              value={scope.list}
              onChange={(list) => set({ list })}
            />
          )}
        </div>
        {typeof scope === 'string' && (
          <FilterBuilder text={scope} properties={properties} onChange={set} />
        )}
        <p className={css.about}>{say('scope-about')}</p>
      </Panel>
      <Counted file={file} mapping={mapping} />
    </div>
  );
}

/** How long the last edit rests before it is counted. */
const PAUSE_MS = 400;

function Counted({ file, mapping }: { file: ipc.PairFile; mapping: ipc.ObjectMapping }) {
  const { say, count } = useSpeech();
  const { pair } = usePair();
  const settled = useSettled(file, PAUSE_MS);
  const scope = settled.mappings.find((it) => it.id === mapping.id)?.in_scope ?? null;
  const { data, error, isFetching } = useQuery({
    queryKey: ['scope', pair.pair, mapping.id, scope],
    queryFn: () => ipc.scopePreview(pair.pair, settled, mapping.id),
    placeholderData: (before) => before,
  });
  const titles = useTitles(data?.leaves ?? []);
  if (error !== null) return <Fault thrown={error} />;
  if (data === undefined) return <p className={css.about}>{say('scope-counting')}</p>;
  const { takes_part, left_out, unread } = data.count;
  return (
    <section className={css.counted} aria-busy={isFetching} aria-live="polite">
      <p>
        <strong>
          {say('scope-counted', {
            in: count(takes_part),
            out: count(left_out),
            all: count(takes_part + left_out + unread),
          })}
        </strong>
      </p>
      {unread > 0 && <p>{say('scope-unread', { count: count(unread) })}</p>}
      {data.joining + data.leaving > 0 && (
        <p>
          {say('scope-compared', { joining: count(data.joining), leaving: count(data.leaving) })}
        </p>
      )}
      {data.leaving > 0 && (
        <>
          <h3>{say('scope-leaving', { count: data.leaving })}</h3>
          <ul className={css.leaving}>
            {data.leaves.map((link) => {
              const title = titles.get(link);
              const name = title?.name ?? title?.email ?? String(link);
              return (
                <li key={link}>
                  <PlaceLink path="/records" search={{ what: title?.email ?? '' }}>
                    {name}
                  </PlaceLink>
                </li>
              );
            })}
          </ul>
          <p className={css.about}>{say('scope-leaving-about')}</p>
        </>
      )}
    </section>
  );
}
