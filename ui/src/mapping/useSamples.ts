import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import * as ipc from '../ipc';
import { contentWords, readingWords } from '../words/values';
import { type Speech, useSpeech } from '../words/WordsProvider';
import { type Way, wayOf } from './fit';
import { useSettled } from './useSettled';

/** A field's value in a real record, and what it becomes on the other side. */
export interface Shown {
  near: string | null;
  far: string | null;
  /** Which of them is what the other one becomes. */
  becomes: 'near' | 'far' | null;
  /** Why it becomes nothing. */
  refused: string | null;
  /** What the values of many records come to, by the side that they go to. */
  many: ipc.Sample['crossings'];
  /** The ways that values go under the rule, each with what becomes of this one. */
  ways: Crossing[];
}

/** A value on its way to a side. */
export interface Crossing {
  to: 'salesforce' | 'hubspot';
  from: string | null;
  becomes: string | null;
  refused: string | null;
  /** What is to be said of it: it was shortened. */
  warning: string | null;
}

/** One record. */
interface Seen {
  /** Its values by field mapping; empty while the draft does not fit. */
  fields: Map<string, Shown>;
  /** Goes to another record, where there is one. */
  another: (() => void) | null;
}

/** What a record's values become by the draft. */
export function useSamples(file: ipc.PairFile | null, mapping: string): Seen {
  const [link, setLink] = useState<number | null>(null);
  const speech = useSpeech();
  const { pair } = usePair();
  const settled = useSettled(file);
  const { data } = useQuery({
    queryKey: ['samples', pair.pair, mapping, settled, link],
    queryFn: () =>
      settled === null
        ? { link: null, next: null, fields: [] }
        : ipc.samples(pair.pair, settled, mapping, link),
    enabled: settled !== null,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  const rules = new Map(
    file?.mappings.find((it) => it.id === mapping)?.fields.map((it) => [it.id, it.rule]),
  );
  const fields = new Map(
    (data?.fields ?? []).map((it) => [it.field, shownOf(it, rules.get(it.field), speech)]),
  );
  const next = data?.next ?? null;
  // After the last one the first comes again.
  const another = next === null && link === null ? null : () => setLink(next);
  return { fields, another };
}

/** The side that gives shows what it holds; the other one what that becomes there. */
export function shownOf(sample: ipc.Sample, rule: ipc.SyncRule | undefined, speech: Speech): Shown {
  const many = sample.crossings;
  const held = {
    near: readingWords(sample.hubspot, speech),
    far: readingWords(sample.salesforce, speech),
  };
  const way = rule === undefined ? 'none' : wayOf(rule);
  const ways = crossings(sample, way, speech);
  const gives = way === 'to_hubspot' || (way === 'both' && held.near === null) ? 'far' : 'near';
  const becomes = gives === 'near' ? sample.in_salesforce : sample.in_hubspot;
  const taker = gives === 'near' ? 'far' : 'near';
  if (way === 'none' || way === 'locked' || held[gives] === null || becomes.how === 'unknown') {
    return { ...held, becomes: null, refused: null, ways, many };
  }
  if (becomes.how === 'refused') {
    const refused = speech.say('sample-refused', { why: speech.say(`becomes-${becomes.why}`) });
    return { ...held, [taker]: null, becomes: taker, refused, ways, many };
  }
  const content = contentWords(becomes.content, speech);
  return { ...held, [taker]: content, becomes: taker, refused: null, ways, many };
}

function crossings(sample: ipc.Sample, way: Way, speech: Speech): Crossing[] {
  const one = (to: Crossing['to'], reading: ipc.Reading, becomes: ipc.Becomes): Crossing => ({
    to,
    from: readingWords(reading, speech),
    becomes: becomes.how === 'content' ? contentWords(becomes.content, speech) : null,
    refused:
      becomes.how === 'refused'
        ? speech.say('sample-refused', { why: speech.say(`becomes-${becomes.why}`) })
        : null,
    warning:
      becomes.how === 'content' && becomes.warning !== null
        ? speech.say(`becomes-${becomes.warning}`)
        : null,
  });
  const there = one('salesforce', sample.hubspot, sample.in_salesforce);
  const back = one('hubspot', sample.salesforce, sample.in_hubspot);
  if (way === 'to_salesforce') return [there];
  return way === 'to_hubspot' ? [back] : way === 'both' ? [there, back] : [];
}
