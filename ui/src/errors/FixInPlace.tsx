import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type * as ipc from '../ipc';
import { ReviewDialog } from '../mapping/ReviewDialog';
import { amendDraft } from '../mapping/useDraft';
import { Button } from '../parts/Button';
import { PRODUCT } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Errors.module.css';
import { GapTable } from './GapTable';
import { type Gap, withChoices } from './gaps';

/** What was chosen, by field mapping and value. */
type Chosen = ReadonlyMap<string, ReadonlyMap<string, string>>;

const keyOf = (gap: Gap) => `${gap.object} ${gap.field}`;

/** The pair file with every choice that says something. */
function mended(file: ipc.PairFile, gaps: readonly Gap[], chosen: Chosen): ipc.PairFile {
  return gaps.reduce((sum, gap) => {
    const made = chosen.get(keyOf(gap));
    return made === undefined ? sum : withChoices(sum, gap, made);
  }, file);
}

interface Props {
  file: ipc.PairFile;
  gaps: Gap[];
  /** How many records are tried again. */
  records: number;
  onRetry: () => void;
}

/** Values that the other side does not have: what each becomes is chosen, saved, and tried again. */
export function FixInPlace({ file, gaps, records, onRetry }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [reviewed, setReviewed] = useState<ipc.PairFile | null>(null);
  const [version, setVersion] = useState<number | null>(null);
  const choose = (gap: Gap, value: string, option: string) => {
    const of = new Map(chosen.get(keyOf(gap)));
    if (option === '') of.delete(value);
    else of.set(value, option);
    setChosen(new Map(chosen).set(keyOf(gap), of));
  };
  const count = [...chosen.values()].reduce((sum, of) => sum + of.size, 0);
  const settled = (saved: ipc.PairFile, made: number) => {
    amendDraft(pair.pair, saved, (it) => mended(it, gaps, chosen));
    setReviewed(null);
    setChosen(new Map());
    setVersion(made);
    onRetry();
  };
  const [first] = gaps;
  if (first === undefined && version === null) return null;
  return (
    <section className={css.fix} aria-labelledby="fix-in-place">
      <h3 id="fix-in-place">{say('errors-fix-title')}</h3>
      {version !== null && <Saved version={version} />}
      {first !== undefined && (
        <>
          <p>{say('errors-fix-about', { side: PRODUCT[first.side] })}</p>
          {gaps.map((gap) => (
            <GapTable
              key={keyOf(gap)}
              gap={gap}
              isAlone={gaps.length === 1}
              chosen={chosen.get(keyOf(gap)) ?? new Map()}
              onChoose={(value, option) => choose(gap, value, option)}
            />
          ))}
          <span>
            <Button
              kind="primary"
              isDisabled={count === 0}
              onPress={() => setReviewed(mended(file, gaps, chosen))}
            >
              {say('errors-fix-review', { count: records })}
            </Button>
          </span>
        </>
      )}
      {reviewed !== null && (
        <Review
          file={reviewed}
          records={records}
          onSaved={settled}
          onClose={() => setReviewed(null)}
        />
      )}
    </section>
  );
}

/** That it was saved; the focus goes here, since the button may be gone by now. */
function Saved({ version }: { version: number }) {
  const { say } = useSpeech();
  const at = useRef<HTMLParagraphElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is told once.
  useEffect(() => at.current?.focus(), [version]);
  return (
    <p ref={at} tabIndex={-1}>
      {say('errors-fix-saved', { version })}
    </p>
  );
}

interface ReviewProps {
  file: ipc.PairFile;
  records: number;
  onSaved: (file: ipc.PairFile, version: number) => void;
  onClose: () => void;
}

/** The same look at what changes and what that does as the mapping editor gives. */
function Review({ file, records, onSaved, onClose }: ReviewProps) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data } = useQuery(ask.flaws(pair.pair, file));
  return (
    <ReviewDialog
      file={file}
      flaws={data ?? null}
      order={say('errors-fix-save', { count: records })}
      onSaved={onSaved}
      onClose={onClose}
    />
  );
}
